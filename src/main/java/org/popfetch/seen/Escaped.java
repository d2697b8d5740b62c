package org.popfetch.seen;

import java.util.HexFormat;

/// Text as a field of a line: printable ASCII stands for itself; blanks, `%`, controls and all else
/// are `%XX`, characters beyond Latin-1 `%uXXXX` (UTF-16). Any string survives, broken surrogates
/// included, and no field holds a blank, a line end or a NUL. Empty text is `%-`; text that is just
/// `-`, which means "none", is `%2D`.
final class Escaped {
  private static final String EMPTY = "%-";

  private Escaped() {}

  static String of(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.equals("-")) {
      return "%2D";
    }
    return text.chars().allMatch(Escaped::isPlain) ? text : escape(text);
  }

  private static String escape(String text) {
    var field = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        field.append(c);
      } else {
        field.append(String.format(c <= 0xff ? "%%%02X" : "%%u%04X", (int) c));
      }
    }
    return field.toString();
  }

  /// Undoes [#of].
  ///
  /// @throws IllegalArgumentException when an escape is incomplete
  static String read(String field) {
    int at = field.indexOf('%');
    if (at < 0) {
      return field;
    }
    if (field.equals(EMPTY)) {
      return "";
    }
    var text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); ) {
      char c = field.charAt(i++);
      if (c != '%') {
        text.append(c);
        continue;
      }
      boolean wide = i < field.length() && field.charAt(i) == 'u';
      int from = wide ? i + 1 : i;
      int to = from + (wide ? 4 : 2);
      if (to > field.length()) {
        throw new IllegalArgumentException("an escape is cut short");
      }
      text.append((char) HexFormat.fromHexDigits(field, from, to));
      i = to;
    }
    return text.toString();
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && c != '%';
  }
}
