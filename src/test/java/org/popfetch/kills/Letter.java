package org.popfetch.kills;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;
import java.util.regex.Pattern;
import org.popfetch.dovecot.Post;

/// A message of a round, which says its number in its header and at its end: a copy that lacks
/// either is a fragment.
///
/// @param text as the server has it, with CRLF, one octet per character
record Letter(int number, String text) {
  private static final Pattern NUMBER = Pattern.compile("(?m)^Message-ID: <(\\d+)\\.");

  static Letter write(String user, int number, Random random) {
    return new Letter(number, Post.message(user, number, random) + end(number) + "\r\n");
  }

  private static String end(int number) {
    return "-- the end of number " + number;
  }

  byte[] octets() {
    return text.getBytes(ISO_8859_1);
  }

  /// What has to arrive.
  String digest() {
    return Post.digest(text.replace("\r\n", "\n").getBytes(ISO_8859_1));
  }

  /// A message found at a destination.
  ///
  /// @param number -1 when not even that can be told
  /// @param whole whether its last line is there
  record Copy(int number, boolean whole, String digest) {
    /// @param text with LF, one octet per character
    static Copy of(String text) {
      var found = NUMBER.matcher(text);
      int number = found.find() ? Integer.parseInt(found.group(1)) : -1;
      return new Copy(
          number,
          text.stripTrailing().endsWith(end(number)),
          Post.digest(text.getBytes(ISO_8859_1)));
    }
  }
}
