package org.popfetch.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A message's unique-id (RFC 1939 §7). The RFC allows 1 to 70 printable characters; servers send
/// more, so any 1 to 1024 octets without line ends are taken, and compared octet by octet.
///
/// @param latin1 the octets, one per character
public record Uid(String latin1) implements Comparable<Uid> {
  /// The longest unique-id that is taken, in octets.
  public static final int MAX_LENGTH = 1024;

  /// @throws IllegalArgumentException when `latin1` is not [#isValid]
  public Uid {
    if (!isValid(latin1)) {
      throw new IllegalArgumentException("not a unique-id");
    }
  }

  public static boolean isValid(String latin1) {
    boolean valid = !latin1.isEmpty() && latin1.length() <= MAX_LENGTH;
    for (int i = 0; valid && i < latin1.length(); i++) {
      char c = latin1.charAt(i);
      valid = c <= 0xff && c != '\r' && c != '\n';
    }
    return valid;
  }

  /// Likewise, of a stretch of octets.
  static boolean isValid(byte[] octets, int from, int to) {
    boolean valid = to > from && to - from <= MAX_LENGTH;
    for (int i = from; valid && i < to; i++) {
      valid = octets[i] != '\r' && octets[i] != '\n';
    }
    return valid;
  }

  byte[] octets() {
    return latin1.getBytes(ISO_8859_1);
  }

  @Override
  public int compareTo(Uid other) {
    return latin1.compareTo(other.latin1);
  }

  /// Escaped like any text from a server.
  @Override
  public String toString() {
    return new ServerText(latin1).toString();
  }
}
