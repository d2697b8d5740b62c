package org.popfetch.message;

import java.util.HexFormat;

/// What tells a message by its header alone: the first 128 bits of a SHA-256 over the header's
/// lines, without the fields that servers rewrite (`Status`, `X-Status`, `X-UIDL`, `X-UID`,
/// `X-IMAPbase`), each line ended by LF.
///
/// @param high the first 64 of these bits
/// @param low the other ones
public record HeaderDigest(long high, long low) {
  /// Reads what [#hex] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static HeaderDigest parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("not a header digest: " + hex);
    }
    return new HeaderDigest(number(hex, 0), number(hex, 16));
  }

  /// By hand: a large state has a hundred thousand of them.
  private static long number(String hex, int from) {
    long number = 0;
    for (int i = from; i < from + 16; i++) {
      char c = hex.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (!isDigit && (c < 'a' || c > 'f')) {
        throw new IllegalArgumentException("not a header digest: " + hex);
      }
      number = number << 4 | (isDigit ? c - '0' : c - 'a' + 10);
    }
    return number;
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
