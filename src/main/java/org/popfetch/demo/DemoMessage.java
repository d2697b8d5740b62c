package org.popfetch.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// A message that the demo server can send as often as it is asked to.
///
/// Its octets are sent as they are, whatever they are: only dots at line starts are doubled, and a
/// line end is added when the last line has none (which `size` then does not count, as on many a
/// real server).
///
/// @param size what LIST and STAT tell, in octets
/// @param content where the octets come from
public record DemoMessage(long size, Content content) {

  /// Gives the same octets at every call, so that messages need not be held in memory.
  @FunctionalInterface
  public interface Content {
    /// Opens the message at its first octet; the caller closes it.
    InputStream open() throws IOException;
  }

  public DemoMessage {
    if (size < 0) {
      throw new IllegalArgumentException("a message has no negative size: " + size);
    }
  }

  /// The given octets, which are not copied.
  public static DemoMessage of(byte[] octets) {
    return new DemoMessage(octets.length, () -> new ByteArrayInputStream(octets));
  }

  /// A text as UTF-8, each LF of it as the CRLF that RFC 5322 §2.1 asks for.
  public static DemoMessage text(String text) {
    return of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Octets that are made anew at each retrieval and must then be `size` many.
  public static DemoMessage generated(long size, Supplier<byte[]> octets) {
    return new DemoMessage(size, () -> new ByteArrayInputStream(octets.get()));
  }

  /// All octets at once.
  public byte[] octets() throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }
}
