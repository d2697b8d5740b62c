package org.popfetch.pop3;

import java.util.Locale;
import java.util.Optional;

/// The first line of a server's answer (RFC 1939 §3).
public sealed interface Reply {
  /// What the server said after the status indicator.
  ServerText text();

  /// `+OK`: done, or a multi-line answer follows.
  record Ok(ServerText text) implements Reply {}

  /// `-ERR`: not done.
  record Err(Optional<ResponseCode> code, ServerText text) implements Reply {
    /// The whole line as it came, for a report: the server's own words are always shown.
    @Override
    public String toString() {
      return text.isEmpty() ? "-ERR" : "-ERR " + text;
    }
  }

  /// `+ `: a SASL mechanism's challenge in base64, or nothing (RFC 5034 §4).
  record Challenge(ServerText text) implements Reply {}

  /// Anything else: no answer that POP3 knows.
  record Unintelligible(ServerText text) implements Reply {}

  /// Reads a status line without its line end. Case is ignored, for servers that write `+ok`.
  static Reply parse(String latin1) {
    return switch (indicator(latin1).toUpperCase(Locale.ROOT)) {
      case "+OK" -> new Ok(rest(latin1, 3));
      case "-ERR" -> {
        ServerText said = rest(latin1, 4);
        yield new Err(ResponseCode.leading(said.latin1()), said);
      }
      case "+" -> new Challenge(rest(latin1, 1));
      default -> new Unintelligible(new ServerText(latin1));
    };
  }

  private static String indicator(String line) {
    int end = 0;
    while (end < line.length() && !Blanks.isBlank(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end);
  }

  private static ServerText rest(String line, int from) {
    return new ServerText(Blanks.stripped(line.substring(from)));
  }
}
