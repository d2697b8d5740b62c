package org.popfetch.secret;

import java.io.IOException;
import java.util.Optional;
import org.popfetch.account.Secret;

/// Asks the person at the keyboard for a password.
@FunctionalInterface
public interface Prompt {
  /// Shows `question` on the terminal and reads a line without showing it. Called by one thread at
  /// a time.
  ///
  /// @param question with the blank that follows it: "Password for me@pop.example.com (work): "
  /// @return nothing when there is no terminal
  /// @throws java.io.InterruptedIOException when the program was told to stop meanwhile
  /// @throws IOException when the terminal is there and fails
  Optional<Secret> ask(String question) throws IOException;

  /// For runs without a terminal.
  static Prompt nobody() {
    return _ -> Optional.empty();
  }
}
