package org.popfetch.session;

import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.MaildropJoining;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failed;

/// Reads the maildrop: `UIDL` and `LIST` (RFC 1939 §5, §7), with what servers make of them.
final class ScanListing {
  private final Transaction transaction;
  private final boolean asked;
  private final MaildropJoining joining = new MaildropJoining();

  /// @param asked whether both were sent already
  ScanListing(Transaction transaction, boolean asked) {
    this.transaction = transaction;
    this.asked = asked;
  }

  Maildrop read() throws Failed {
    boolean together = asked || transaction.pipelining();
    if (!asked) {
      transaction.send(Bare.UIDL);
      if (together) {
        transaction.send(Bare.LIST);
      }
    }
    Reply uidl = transaction.nextListing(Maildrop.MAX_MESSAGES, joining::uidl);
    if (uidl instanceof Reply.Err err && isTemporary(err)) {
      throw Refusals.ofSession(Doing.of(Bare.UIDL), err);
    }
    boolean hasUidl = !(uidl instanceof Reply.Err);
    boolean noUids = joining.isEmpty();
    if (!together) {
      transaction.send(Bare.LIST);
    }
    Reply list = transaction.nextListing(Maildrop.MAX_MESSAGES, joining::list);
    if (list instanceof Reply.Err err && !isEmptyAllTheSame(err, hasUidl, noUids)) {
      throw Refusals.ofSession(Doing.of(Bare.LIST), err);
    }
    return joining.joined(hasUidl);
  }

  private static boolean isTemporary(Reply.Err err) {
    return err.code().filter(ResponseCode::isTemporary).isPresent();
  }

  /// Some servers refuse to list an empty maildrop. `UIDL` or `STAT` tells.
  private boolean isEmptyAllTheSame(Reply.Err err, boolean hasUidl, boolean noUids) throws Failed {
    if (isTemporary(err)) {
      return false;
    }
    if (hasUidl) {
      return noUids;
    }
    transaction.send(Bare.STAT);
    return transaction.next() instanceof Turn.Answer(_, Reply.Ok(var text))
        && text.latin1().matches("0+( .*)?");
  }
}
