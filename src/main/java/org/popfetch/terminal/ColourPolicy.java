package org.popfetch.terminal;

import java.util.Map;

/// Whether to colour what is written: `--color`.
public enum ColourPolicy {
  /// On a terminal that can show colours, unless `NO_COLOR` is set (and not empty).
  AUTO,
  ALWAYS,
  NEVER;

  /// Decides for one stream.
  ///
  /// @param terminal whether the stream is a terminal
  /// @param environment the process's environment variables
  public boolean colours(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && movesCursor(environment);
    };
  }

  /// Whether the terminal understands escape sequences at all.
  static boolean movesCursor(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb");
    return !term.isEmpty() && !term.equals("dumb");
  }
}
