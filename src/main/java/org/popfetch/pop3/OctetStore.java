package org.popfetch.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Stretches of octets, one behind the other.
final class OctetStore {
  private byte[] octets = new byte[1024];
  private int end;

  /// @return where the stretch lies from now on
  int add(byte[] source, int from, int to) {
    int at = end;
    end = Math.addExact(at, to - from);
    if (end > octets.length) {
      octets = Arrays.copyOf(octets, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
    }
    System.arraycopy(source, from, octets, at, to - from);
    return at;
  }

  /// One octet per character.
  String text(int from, int to) {
    return new String(octets, from, to - from, ISO_8859_1);
  }

  /// Octet by octet.
  int compare(int from, int to, int otherFrom, int otherTo) {
    return Arrays.compareUnsigned(octets, from, to, octets, otherFrom, otherTo);
  }

  /// Likewise, with octets that lie elsewhere.
  int compare(int from, int to, byte[] other) {
    return Arrays.compareUnsigned(octets, from, to, other, 0, other.length);
  }
}
