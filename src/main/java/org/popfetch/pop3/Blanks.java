package org.popfetch.pop3;

/// What stands between the words of a line: blanks and tabs, for servers that write several or put
/// some at the end. Nothing else counts, so that a uid keeps its odd octets, and is the same in a
/// listing and in the answer to `UIDL n`.
final class Blanks {
  private Blanks() {}

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// Without the blanks at both ends.
  static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
