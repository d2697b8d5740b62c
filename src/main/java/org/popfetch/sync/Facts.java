package org.popfetch.sync;

import org.popfetch.account.Destination;

/// The names of what is remembered about a server or an account, beside its messages
/// ([org.popfetch.seen.Entry.Learnt]).
public final class Facts {
  /// The server has answered `UIDL`: a refusal is a passing fault.
  public static final String UIDL = "server.uidl";

  /// Pipelined answers got out of step: commands go one at a time until the time that is its value.
  static final String LOCK_STEP_UNTIL = "server.lock-step-until";

  private Facts() {}

  /// Something was delivered to this Maildir, mbox or program: a Maildir that is missing now is an
  /// unmounted disk.
  public static String deliveredTo(Destination destination) {
    return "delivered-to " + destination;
  }
}
