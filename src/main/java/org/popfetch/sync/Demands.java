package org.popfetch.sync;

import org.popfetch.account.Keep;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.seen.Seen;

/// What a maildrop must show so that a sync can work with it.
public final class Demands {
  private Demands() {}

  /// An account that once had `UIDL` never does without.
  ///
  /// @throws Failed `SERVER_REFUSED` when the server knows it no more
  public static void uidl(Maildrop maildrop, Seen seen) throws Failed {
    if (!maildrop.hasUidl() && seen.learnt(Facts.UIDL).isPresent()) {
      throw new Failed(
          Kind.SERVER_REFUSED,
          "listing the messages",
          "the server refuses UIDL, which it answered before",
          "without it nobody can tell which messages are new; tried again next time");
    }
  }

  /// Without `UIDL` and without `TOP` nothing tells one session's messages from another's.
  ///
  /// @throws Failed `CONFIG` when that matters
  public static void identity(Maildrop maildrop, boolean canTop, Keep keep) throws Failed {
    if (!maildrop.hasUidl()
        && !canTop
        && !maildrop.messages().isEmpty()
        && !(keep instanceof Keep.UntilDelivered)) {
      throw new Failed(
          Kind.CONFIG,
          "listing the messages",
          "the server knows neither UIDL nor TOP, so nobody can tell which messages are new",
          "with this server only keep = false is possible: each message is deleted once it is"
              + " delivered");
    }
  }
}
