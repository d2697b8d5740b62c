package org.popfetch.message;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// What tells a message by its header alone: the first 128 bits of a SHA-256 over the header's
/// lines, without the fields that servers rewrite (`Status`, `X-Status`, `X-UIDL`, `X-UID`,
/// `X-IMAPbase`), each line ended by LF.
///
/// @param high the first 64 of these bits
/// @param low the other ones
public record HeaderDigest(long high, long low) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  /// Reads what [#hex] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static HeaderDigest parse(String hex) {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a header digest: " + hex);
    }
    return new HeaderDigest(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
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
