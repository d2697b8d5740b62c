package org.popfetch.pop3;

import java.util.Locale;
import java.util.Optional;

/// The machine-readable reason in square brackets at the head of a status line (RFC 2449 §8, RFC
/// 3206).
public enum ResponseCode {
  /// Another session holds the maildrop (RFC 2449 §8.1.2).
  IN_USE("IN-USE"),
  /// This login came too soon after the last one (RFC 2449 §8.1.1).
  LOGIN_DELAY("LOGIN-DELAY"),
  /// A fault of the server's that will pass (RFC 3206 §4).
  SYS_TEMP("SYS/TEMP"),
  /// A fault of the server's that somebody has to mend (RFC 3206 §4).
  SYS_PERM("SYS/PERM"),
  /// The credentials are the trouble (RFC 3206 §5).
  AUTH("AUTH"),
  /// One that this program does not know.
  UNKNOWN("");

  private final String text;

  ResponseCode(String text) {
    this.text = text;
  }

  /// The response code that `text`, a status line after its `+OK` or `-ERR`, begins with.
  public static Optional<ResponseCode> leading(String text) {
    int end = text.indexOf(']');
    if (!text.startsWith("[") || end < 2) {
      return Optional.empty();
    }
    String code = text.substring(1, end).toUpperCase(Locale.ROOT);
    for (ResponseCode known : values()) {
      if (known != UNKNOWN && (code.equals(known.text) || code.startsWith(known.text + "/"))) {
        return Optional.of(known);
      }
    }
    return Optional.of(UNKNOWN);
  }

  /// Whether the server says that the same command may work later.
  public boolean isTemporary() {
    return switch (this) {
      case IN_USE, LOGIN_DELAY, SYS_TEMP -> true;
      case SYS_PERM, AUTH, UNKNOWN -> false;
    };
  }
}
