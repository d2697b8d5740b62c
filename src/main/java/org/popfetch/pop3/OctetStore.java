package org.popfetch.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Stretches of octets, one behind the other: what many small strings would hold, in the memory
/// that their octets need.
public final class OctetStore {
  private byte[] octets = new byte[1024];
  private int end;

  /// @return where the stretch lies from now on
  public int add(byte[] source, int from, int to) {
    int at = end;
    end = Math.addExact(at, to - from);
    if (end > octets.length) {
      octets = Arrays.copyOf(octets, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
    }
    System.arraycopy(source, from, octets, at, to - from);
    return at;
  }

  /// One octet per character.
  public String text(int from, int to) {
    return new String(octets, from, to - from, ISO_8859_1);
  }

  public byte[] octets(int from, int to) {
    return Arrays.copyOfRange(octets, from, to);
  }

  /// Whether a stretch is the same as octets that lie elsewhere.
  public boolean isSame(int from, int to, byte[] other) {
    return Arrays.equals(octets, from, to, other, 0, other.length);
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
