package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Decimal;

/// The fields of a line, read from left to right. Every method throws [IllegalArgumentException]
/// when the next field is missing or is not what was asked for.
final class Fields {
  private final byte[] octets;
  private final int to;

  /// Where the next field begins; behind the end when there is none.
  private int at;

  Fields(byte[] octets, int from, int to) {
    this.octets = octets;
    this.at = from;
    this.to = to;
  }

  Fields(String line) {
    this(line.getBytes(ISO_8859_1), 0, line.length());
  }

  /// Goes behind the next field.
  ///
  /// @return where it ends
  private int pass() {
    if (at > to) {
      throw new IllegalArgumentException("a field is missing");
    }
    int end = at;
    while (end < to && octets[end] != ' ') {
      end++;
    }
    at = end + 1;
    return end;
  }

  /// Passes the next field if it is this word.
  boolean passes(String word) {
    int end = at + word.length();
    if (!endsAt(end)) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (octets[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at = end + 1;
    return true;
  }

  private boolean endsAt(int end) {
    return end == to || (end < to && octets[end] == ' ');
  }

  String word() {
    int from = at;
    return text(from, pass());
  }

  private String text(int from, int end) {
    return new String(octets, from, end - from, ISO_8859_1);
  }

  String text() {
    return Escaped.read(word());
  }

  /// A [#count], or `-`, which is -1.
  long number() {
    return passes("-") ? -1 : count();
  }

  /// A number of up to 17 digits, so that counting on from it does not overflow.
  long count() {
    int from = at;
    int end = pass();
    if (end == from || end - from > 17 || Decimal.end(octets, from, end) < end) {
      throw new IllegalArgumentException("not a number: " + text(from, end));
    }
    return Decimal.value(octets, from, end);
  }

  long stamp() {
    if (passes("-")) {
      return Stamp.NONE;
    }
    int from = pass(Stamp.LENGTH, "a time");
    return Stamp.parse(octets, from);
  }

  Optional<HeaderDigest> digest() {
    if (passes("-")) {
      return Optional.empty();
    }
    int from = pass(HeaderDigest.HEX_LENGTH, "a header digest");
    return Optional.of(HeaderDigest.parse(octets, from));
  }

  /// Goes behind a field of this length.
  ///
  /// @return where it begins
  private int pass(int length, String what) {
    int from = at;
    int end = from + length;
    if (!endsAt(end)) {
      throw new IllegalArgumentException("not " + what + ": " + word());
    }
    at = end + 1;
    return from;
  }

  Identity identity() {
    Identity.Kind kind = kind();
    String text = octets();
    return new Identity(kind, text, copy());
  }

  /// A text of one octet per character, as all that servers say.
  private String octets() {
    String word = word();
    String text = Escaped.read(word);
    if (word.length() != text.length() && text.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException("not octets: " + word);
    }
    return text;
  }

  private int copy() {
    long copy = count();
    if (copy > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a copy's number: " + copy);
    }
    return (int) copy;
  }

  private Identity.Kind kind() {
    if (passes("uid")) {
      return Identity.Kind.UID;
    }
    if (passes("digest")) {
      return Identity.Kind.DIGEST;
    }
    throw new IllegalArgumentException("no kind of identity: " + word());
  }

  void end() {
    if (at <= to) {
      throw new IllegalArgumentException("there are too many fields");
    }
  }
}
