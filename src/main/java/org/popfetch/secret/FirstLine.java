package org.popfetch.secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.report.Failed;

/// A password as the first line of something.
final class FirstLine {
  private FirstLine() {}

  /// The first line, without its LF or CRLF.
  ///
  /// @param octets in UTF-8
  /// @param source for the failure
  /// @throws Failed when that line is empty, no UTF-8, or has a control character that would end a
  ///   POP3 command
  static Secret of(byte[] octets, String source) throws Failed {
    int end = 0;
    while (end < octets.length && octets[end] != '\n') {
      end++;
    }
    boolean crlf = end > 0 && octets[end - 1] == '\r';
    return check(decode(octets, crlf ? end - 1 : end, source), source);
  }

  /// The first line that a program printed.
  static Secret printed(Programs.Ended ended, String source) throws Failed {
    return of(ended.output().latin1().getBytes(StandardCharsets.ISO_8859_1), source);
  }

  /// The secret, when it can be one.
  static Secret check(String text, String source) throws Failed {
    if (text.isEmpty()) {
      throw NoPassword.from(source, "the first line is empty", "the password belongs there");
    }
    if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw NoPassword.from(
          source, "there is a line end or a NUL in it", "no server takes such a password");
    }
    return new Secret(text);
  }

  private static String decode(byte[] octets, int end, String source) throws Failed {
    try {
      var line = ByteBuffer.wrap(octets, 0, end);
      return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
    } catch (CharacterCodingException e) {
      throw NoPassword.from(source, "the first line is not in UTF-8", "store it in that encoding");
    }
  }
}
