package org.popfetch.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;

/// What tells a message by its header alone: the first 128 bits of a SHA-256 over the header's
/// lines, without the fields that servers rewrite (`Status`, `X-Status`, `X-UIDL`, `X-UID`,
/// `X-IMAPbase`), each line ended by LF.
///
/// @param high the first 64 of these bits
/// @param low the other ones
public record HeaderDigest(long high, long low) {
  /// Of what is above the digits from 0 to 9 in ASCII.
  private static final byte[] DIGITS = new byte[128];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int digit = 10; digit < 16; digit++) {
      DIGITS[Character.forDigit(digit, 16)] = (byte) digit;
    }
  }

  /// How long [#hex] is.
  public static final int HEX_LENGTH = 32;

  private static final int HALF = HEX_LENGTH / 2;

  /// Reads what [#hex] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static HeaderDigest parse(String hex) {
    if (hex.length() != HEX_LENGTH) {
      throw new IllegalArgumentException("not a header digest: " + hex);
    }
    return parse(hex.getBytes(ISO_8859_1), 0);
  }

  /// Likewise. By hand: a large state has a hundred thousand of them.
  ///
  /// @param from where [#HEX_LENGTH] octets begin
  public static HeaderDigest parse(byte[] octets, int from) {
    long high = 0;
    long low = 0;
    int every = 0;
    for (int i = from; i < from + HALF; i++) {
      int h = digit(octets[i]);
      int l = digit(octets[i + HALF]);
      high = high << 4 | h;
      low = low << 4 | l;
      every |= h | l;
    }
    if (every < 0) {
      throw new IllegalArgumentException(
          "not a header digest: " + new String(octets, from, HEX_LENGTH, ISO_8859_1));
    }
    return new HeaderDigest(high, low);
  }

  /// The value of a lower-case hexadecimal digit; negative when it is none.
  private static int digit(byte c) {
    return c <= '9' ? c - '0' : DIGITS[c];
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
