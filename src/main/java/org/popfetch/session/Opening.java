package org.popfetch.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.pop3.Capabilities;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;
import org.popfetch.wire.Dialing;
import org.popfetch.wire.Endpoint;
import org.popfetch.wire.Transcript;

/// The way into an account's maildrop: connects, protects the connection, logs in. Usable once.
public final class Opening {
  private final Account account;
  private final Password password;
  private final boolean lockStep;
  private final Transcript transcript;
  private final Consumer<String> phases;
  private final Dialing dialing;
  private volatile @Nullable Connection connection;
  private volatile boolean givenUp;

  /// Connects to nothing yet.
  ///
  /// @param password asked when the login is about to begin
  /// @param lockStep whether this server is known to lose count when commands are pipelined; the
  ///   user's `pipelining = "on"` beats it
  /// @param transcript hears the dialogue
  /// @param phases hears what is being done: "connecting", "logging in"
  public Opening(
      Account account,
      Password password,
      boolean lockStep,
      Transcript transcript,
      Consumer<String> phases) {
    this.account = account;
    this.password = password;
    this.lockStep = lockStep;
    this.transcript = transcript;
    this.phases = phases;
    this.dialing = new Dialing(new Endpoint(account.host(), account.port(), account.timeout()));
  }

  /// Connects and logs in.
  ///
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, `TLS`, `PROTOCOL`, `LOGIN_REFUSED`,
  ///   `SERVER_REFUSED` (for now), `CONFIG` (no safe way to send the password), `STOPPED` (after
  ///   [#giveUp]), or whatever the password's source threw
  public Transaction open() throws Failed {
    phases.accept("connecting");
    Connection made = dialing.connect(transcript);
    connection = made;
    boolean open = false;
    try {
      if (givenUp) {
        throw new Failed(Kind.STOPPED, "connecting", "given up", "");
      }
      Capabilities capabilities = new Authorization(account, made, phases).logIn(password);
      open = true;
      return new Transaction(made, capabilities, pipelines(capabilities));
    } finally {
      if (!open) {
        made.close();
      }
    }
  }

  private boolean pipelines(Capabilities capabilities) {
    return switch (account.pipelining()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> !lockStep && capabilities.pipelining();
    };
  }

  /// Makes [#open] fail soon, from any thread. Closes the transaction too, when there is one.
  public void giveUp() {
    givenUp = true;
    dialing.giveUp();
    Connection made = connection;
    if (made != null) {
      made.close();
    }
  }
}
