package org.popfetch.seen;

import java.util.Optional;
import org.popfetch.message.HeaderDigest;

/// The fields of a line, read from left to right. Every method throws [IllegalArgumentException]
/// when the next field is missing or is not what was asked for.
final class Fields {
  private final String line;
  private int at;

  Fields(String line) {
    this.line = line;
  }

  String word() {
    if (at > line.length()) {
      throw new IllegalArgumentException("a field is missing");
    }
    int end = line.indexOf(' ', at);
    end = end < 0 ? line.length() : end;
    String word = line.substring(at, end);
    at = end + 1;
    return word;
  }

  String text() {
    return Escaped.read(word());
  }

  /// A number; `-` is -1.
  long number() {
    String word = word();
    return word.equals("-") ? -1 : Long.parseUnsignedLong(word);
  }

  long stamp() {
    return Stamp.parse(word());
  }

  Optional<HeaderDigest> digest() {
    String word = word();
    return word.equals("-") ? Optional.empty() : Optional.of(HeaderDigest.parse(word));
  }

  Identity identity() {
    Identity.Kind kind = kind(word());
    String text = text();
    return new Identity(kind, text, Math.toIntExact(number()));
  }

  private static Identity.Kind kind(String word) {
    return switch (word) {
      case "uid" -> Identity.Kind.UID;
      case "digest" -> Identity.Kind.DIGEST;
      default -> throw new IllegalArgumentException("no kind of identity: " + word);
    };
  }

  void end() {
    if (at <= line.length()) {
      throw new IllegalArgumentException("there are too many fields");
    }
  }
}
