package org.popfetch.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.popfetch.pop3.ServerText;

/// How this room's failures word what they say.
final class Spoken {
  private Spoken() {}

  /// "60 s", "0.3 s".
  static String duration(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() / 1000.0 + " s";
  }

  /// Lines as one, with a stroke for each line end.
  static String oneLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" / "));
  }

  /// What came in, one octet per character, escaped.
  static String harmlessLatin1(String text) {
    return new ServerText(text).toString();
  }

  /// Text that may have come from a server or its certificate, escaped.
  static String harmless(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ServerText.of(utf8, 0, utf8.length).toString();
  }
}
