package org.popfetch.pop3;

/// Decimal numbers where they stand among octets. By hand: the library wants a string for each.
public final class Decimal {
  private Decimal() {}

  public static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  /// Where the digits end that begin at `from`; `from` itself when there are none, also when it is
  /// `to` or behind it.
  public static int end(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && isDigit(octets[at])) {
      at++;
    }
    return at;
  }

  /// The number that digits make.
  ///
  /// @param from where digits begin that end at `to`: 18 at most, or it overflows
  public static long value(byte[] octets, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + octets[i] - '0';
    }
    return number;
  }
}
