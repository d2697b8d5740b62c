package org.popfetch.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/// What tells a message by its header alone: the first 128 bits of a SHA-256 over the header's
/// lines, without the fields that servers rewrite (`Status`, `X-Status`, `X-UIDL`, `X-UID`,
/// `X-IMAPbase`), each line ended by LF.
///
/// @param high the first 64 of these bits
/// @param low the other ones
public record HeaderDigest(long high, long low) {
  /// The digits of one half.
  private static final int HALF = 16;

  /// Reads what [#hex] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static HeaderDigest parse(String hex) {
    return parse(hex.getBytes(ISO_8859_1), 0, hex.length());
  }

  /// Likewise, a stretch of octets.
  public static HeaderDigest parse(byte[] octets, int from, int to) {
    if (to - from != 2 * HALF || !isHexadecimal(octets, from, to)) {
      throw new IllegalArgumentException(
          "not a header digest: " + new String(octets, from, to - from, ISO_8859_1));
    }
    return new HeaderDigest(number(octets, from), number(octets, from + HALF));
  }

  private static boolean isHexadecimal(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      if (!isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /// By hand: a large state has a hundred thousand of them.
  private static long number(byte[] octets, int from) {
    long number = 0;
    for (int i = from; i < from + HALF; i++) {
      byte c = octets[i];
      number = number << 4 | (isDigit(c) ? c - '0' : c - 'a' + 10);
    }
    return number;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /// 32 lower-case hexadecimal digits.
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
