package org.popfetch.wire;

/// Hears the dialogue, line by line: secrets masked, the server's text escaped. Of messages and
/// long listings it hears only how much there was.
@FunctionalInterface
public interface Transcript {
  /// Hears one line.
  ///
  /// @param fromServer who said it
  /// @param line what was said, without its line end, fit for a terminal
  void line(boolean fromServer, String line);

  /// Nobody listens.
  static Transcript none() {
    return (_, _) -> {};
  }
}
