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

  /// A [#count], or `-`, which is -1.
  long number() {
    String word = word();
    return word.equals("-") ? -1 : count(word);
  }

  /// A number of up to 17 digits, so that counting on from it does not overflow.
  long count() {
    return count(word());
  }

  private static long count(String word) {
    if (word.isEmpty() || word.length() > 17) {
      throw new IllegalArgumentException("not a number: " + word);
    }
    long number = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException("not a number: " + word);
      }
      number = number * 10 + c - '0';
    }
    return number;
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
    return new Identity(kind, text, copy());
  }

  private int copy() {
    long copy = count();
    if (copy > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a copy's number: " + copy);
    }
    return (int) copy;
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
