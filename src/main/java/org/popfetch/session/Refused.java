package org.popfetch.session;

import java.util.Optional;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;

/// A login was refused: what lies behind the failure, for those who have more to say about it than
/// one line.
public final class Refused extends Exception {
  private final Mechanism mechanism;
  private final Reply.Err reply;

  Refused(Mechanism mechanism, Reply.Err reply) {
    super(reply.toString());
    this.mechanism = mechanism;
    this.reply = reply;
  }

  /// What a failure came from; nothing when it was no refused login.
  public static Optional<Refused> in(Failed failed) {
    return failed.getCause() instanceof Refused refused ? Optional.of(refused) : Optional.empty();
  }

  /// The one that was tried last.
  public Mechanism mechanism() {
    return mechanism;
  }

  /// The server's answer to it.
  public Reply.Err reply() {
    return reply;
  }
}
