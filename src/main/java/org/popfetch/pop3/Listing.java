package org.popfetch.pop3;

/// Pure readers for the lines of `LIST` and `UIDL` (RFC 1939 §5, §7): a message number, blanks, and
/// a value. Lines and values are stretches of octets.
final class Listing {
  private Listing() {}

  /// The message number that the line begins with: 1 to 2^31-1, or 0 when there is none.
  static int number(byte[] line, int from, int to) {
    int end = Decimal.end(line, from, to);
    boolean ended = end == to || Blanks.isBlank((char) line[end]);
    if (end == from || end - from > 10 || !ended) {
      return 0;
    }
    long number = Decimal.value(line, from, end);
    return number > Integer.MAX_VALUE ? 0 : (int) number;
  }

  /// Where what follows the number begins, behind blanks.
  static int valueFrom(byte[] line, int from, int to) {
    int at = Decimal.end(line, from, to);
    while (at < to && Blanks.isBlank((char) line[at])) {
      at++;
    }
    return at;
  }

  /// Where it ends, before blanks.
  static int valueTo(byte[] line, int from, int to) {
    int end = to;
    while (end > from && Blanks.isBlank((char) line[end - 1])) {
      end--;
    }
    return end;
  }

  /// A size in octets: less than 10^12, or -1, so that no sum of a million sizes overflows.
  /// Whatever follows the digits is ignored (RFC 1939 §5 allows it).
  static long size(byte[] value, int from, int to) {
    int end = Decimal.end(value, from, to);
    return end == from || end - from > 12 ? -1 : Decimal.value(value, from, end);
  }
}
