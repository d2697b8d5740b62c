package org.popfetch.config;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.popfetch.pop3.ServerText;

/// Text as TOML writes it.
final class TomlText {
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int EXCERPT = 60;

  private TomlText() {}

  /// A key, quoted where it has to be.
  static String key(String key) {
    return BARE_KEY.matcher(key).matches() ? key : quote(key);
  }

  /// A basic string; whatever could move a cursor or reverse the reading direction is escaped.
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  /// A string of the user's for a message: quoted, and cut when it is long.
  static String excerpt(String text) {
    int end = text.offsetByCodePoints(0, Math.min(EXCERPT, text.codePointCount(0, text.length())));
    return quote(text.substring(0, end)) + (end < text.length() ? "…" : "");
  }

  /// An array of strings.
  static String array(Collection<String> items) {
    return items.stream().map(TomlText::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  /// The word for an enum's constant.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').appendCodePoint(c);
    } else if (ServerText.isHarmless(c)) {
      quoted.appendCodePoint(c);
    } else {
      quoted.append(String.format(c < 0x10000 ? "\\u%04X" : "\\U%08X", c));
    }
  }
}
