package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One line behind a file's first: its number, the number of the first line that was written
/// together with it, its words, and a checksum (CRC-32C, as in RFC 3720 §12.1) over all that.
///
///     1205/1204 deleted uid 0000045a 0 2026-11-21T10:02:03Z 1a2b3c4d
///
/// @param sequence counts the account's journal lines from 1, through all generations
/// @param first the sequence of the first line of its batch: lines of one batch were forced
///   together, so a power loss may have taken any of them
/// @param words the rest
record Line(long sequence, long first, String words) {
  /// The longest stretch behind damage that is searched for the rest of a whole line.
  private static final int SEARCHED = 64 * 1024;

  /// The line with its checksum and its line end.
  String text() {
    return seal(sequence + "/" + first + " " + words);
  }

  /// Adds checksum and line end.
  static String seal(String line) {
    return line + ' ' + HexFormat.of().toHexDigits(checksum(line, line.length())) + '\n';
  }

  /// What [#seal] was given, when the checksum is right.
  ///
  /// @param sealed without its line end
  static Optional<String> unseal(String sealed) {
    int blank = sealed.length() - 9;
    if (blank < 0 || sealed.charAt(blank) != ' ') {
      return Optional.empty();
    }
    return isHex(sealed, blank + 1)
            && checksum(sealed, blank)
                == HexFormat.fromHexDigits(sealed, blank + 1, sealed.length())
        ? Optional.of(sealed.substring(0, blank))
        : Optional.empty();
  }

  private static boolean isHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /// Reads what [#text] wrote, without its line end; nothing when it is damaged.
  static Optional<Line> parse(String sealed) {
    int slash = digits(sealed, 0);
    int blank = digits(sealed, slash + 1);
    boolean numbered =
        slash > 0
            && slash < 19
            && blank > slash + 1
            && blank - slash < 20
            && sealed.startsWith("/", slash)
            && sealed.startsWith(" ", blank);
    if (!numbered) {
      return Optional.empty();
    }
    return unseal(sealed)
        .filter(line -> line.length() > blank)
        .map(line ->
            new Line(
                Long.parseLong(line, 0, slash, 10),
                Long.parseLong(line, slash + 1, blank, 10),
                line.substring(blank + 1)));
  }

  /// A whole line that a damaged one ends with: what is left when the line end before it was lost.
  static Optional<Line> atTheEndOf(String damaged) {
    for (int i = Math.max(1, damaged.length() - SEARCHED); i < damaged.length(); i++) {
      if (isDigit(damaged.charAt(i)) && !isDigit(damaged.charAt(i - 1))) {
        Optional<Line> found = parse(damaged.substring(i));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static int checksum(String line, int end) {
    CRC32C crc = new CRC32C();
    crc.update(line.getBytes(ISO_8859_1), 0, end);
    return (int) crc.getValue();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
