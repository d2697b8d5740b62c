package org.popfetch.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.function.Consumer;

/// Takes the lines of a listing as they come, where they lie in a buffer: a large maildrop has two
/// hundred thousand of them.
@FunctionalInterface
public interface OctetTaker {
  /// Takes one line, without line end. The buffer changes afterwards.
  void take(byte[] octets, int from, int to);

  /// Hands each line on to another one, too.
  default OctetTaker andThen(OctetTaker next) {
    return (octets, from, to) -> {
      take(octets, from, to);
      next.take(octets, from, to);
    };
  }

  /// Hands each line on as text, one octet per character.
  static OctetTaker ofText(Consumer<String> lines) {
    return (octets, from, to) -> lines.accept(new String(octets, from, to - from, ISO_8859_1));
  }
}
