package org.popfetch.session;

import java.util.function.Consumer;
import org.popfetch.account.Account;
import org.popfetch.report.Failed;
import org.popfetch.wire.Transcript;

/// The way into an account's maildrop: connects, protects the connection, logs in. Usable once.
@SuppressWarnings("DoNotCallSuggester")
public final class Opening {

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
    throw new UnsupportedOperationException();
  }

  /// Connects and logs in.
  ///
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, `TLS`, `PROTOCOL`, `LOGIN_REFUSED`,
  ///   `SERVER_REFUSED` (for now), `CONFIG` (no safe way to send the password), `STOPPED` (after
  ///   [#giveUp]), or whatever the password's source threw
  public Transaction open() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Makes [#open] fail soon, from any thread. Closes the transaction too, when there is one.
  public void giveUp() {
    throw new UnsupportedOperationException();
  }
}
