package org.popfetch.message;

import java.util.regex.Pattern;

/// What tells a message by its header alone: the first 128 bits of a SHA-256 over the header's
/// lines, without the fields that servers rewrite (`Status`, `X-Status`, `X-UIDL`, `X-UID`,
/// `X-IMAPbase`), each line ended by LF.
///
/// @param hex 32 lower-case hexadecimal digits
public record HeaderDigest(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  /// @throws IllegalArgumentException when `hex` is something else
  public HeaderDigest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a header digest: " + hex);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
