package org.popfetch.pop3;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Pure readers for the lines of `LIST` and `UIDL` (RFC 1939 §5, §7): a message number, blanks, and
/// a value.
final class Listing {
  private Listing() {}

  /// The message number that the line begins with: 1 to 2^31-1, or nothing when there is none.
  static OptionalInt number(String line) {
    int end = digits(line, 0);
    boolean ended = end == line.length() || Blanks.isBlank(line.charAt(end));
    if (end == 0 || end > 10 || !ended) {
      return OptionalInt.empty();
    }
    long number = Long.parseLong(line, 0, end, 10);
    return number < 1 || number > Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of((int) number);
  }

  /// What follows the number, without the blanks around it.
  static String value(String line) {
    return Blanks.stripped(line.substring(digits(line, 0)));
  }

  /// A size in octets: less than 10^12, or nothing, so that no sum of a million sizes overflows.
  /// Whatever follows the digits is ignored (RFC 1939 §5 allows it).
  static OptionalLong size(String value) {
    int end = digits(value, 0);
    if (end == 0 || end > 12) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(value, 0, end, 10));
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
