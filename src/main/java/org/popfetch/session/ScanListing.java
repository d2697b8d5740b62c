package org.popfetch.session;

import java.util.List;
import java.util.Optional;
import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failed;

/// Reads the maildrop: `UIDL` and `LIST` (RFC 1939 §5, §7), with what servers make of them.
final class ScanListing {
  private final Transaction transaction;

  ScanListing(Transaction transaction) {
    this.transaction = transaction;
  }

  Maildrop read() throws Failed {
    transaction.send(Bare.UIDL);
    if (transaction.pipelining()) {
      transaction.send(Bare.LIST);
    }
    Optional<List<String>> uidl = uidl(transaction.nextListing(Maildrop.MAX_MESSAGES));
    if (!transaction.pipelining()) {
      transaction.send(Bare.LIST);
    }
    Transaction.Listed list = transaction.nextListing(Maildrop.MAX_MESSAGES);
    if (list.reply() instanceof Reply.Err err && !isEmptyAllTheSame(err, uidl)) {
      throw Refusals.ofSession(Doing.of(Bare.LIST), err);
    }
    return Maildrop.join(list.lines(), uidl);
  }

  /// Nothing when the server does not know `UIDL`.
  private static Optional<List<String>> uidl(Transaction.Listed listed) throws Failed {
    if (!(listed.reply() instanceof Reply.Err err)) {
      return Optional.of(listed.lines());
    }
    if (isTemporary(err)) {
      throw Refusals.ofSession(Doing.of(Bare.UIDL), err);
    }
    return Optional.empty();
  }

  private static boolean isTemporary(Reply.Err err) {
    return err.code().filter(ResponseCode::isTemporary).isPresent();
  }

  /// Some servers refuse to list an empty maildrop. `UIDL` or `STAT` tells.
  private boolean isEmptyAllTheSame(Reply.Err err, Optional<List<String>> uidl) throws Failed {
    if (isTemporary(err)) {
      return false;
    }
    if (uidl.isPresent()) {
      return uidl.get().isEmpty();
    }
    transaction.send(Bare.STAT);
    return transaction.next() instanceof Turn.Answer(_, Reply.Ok(var text))
        && text.latin1().matches("0+( .*)?");
  }
}
