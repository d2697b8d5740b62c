package org.popfetch.session;

import java.util.Optional;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;

/// A login was refused: the answer behind the failure, for those who have more to say about it than
/// one line.
public final class Refused extends Exception {
  private final Reply.Err reply;

  Refused(Reply.Err reply) {
    super(reply.toString());
    this.reply = reply;
  }

  /// The answer that a failure came from; nothing when it was no refused login.
  public static Optional<Reply.Err> in(Failed failed) {
    return failed.getCause() instanceof Refused refused
        ? Optional.of(refused.reply)
        : Optional.empty();
  }
}
