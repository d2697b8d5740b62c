package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.popfetch.pop3.Decimal;

/// One line behind a file's first: its number, the number of the first line that was written
/// together with it, its words, and a checksum (CRC-32C, as in RFC 3720 §12.1) over all that.
///
///     1205/1204 deleted uid 0000045a 0 2026-11-21T10:02:03Z 1a2b3c4d
///
/// Read where it stands in a buffer, without copying it: a large state has a hundred thousand.
///
/// @param sequence counts the account's journal lines from 1, through all generations
/// @param first the sequence of the first line of its batch: lines of one batch were forced
///   together, so a power loss may have taken any of them
/// @param words the rest
record Line(long sequence, long first, Fields words) {
  /// The longest stretch behind damage that is searched for the rest of a whole line.
  private static final int SEARCHED = 64 * 1024;

  /// A blank and a checksum.
  private static final int SEAL = 9;

  /// The most digits of a number that cannot overflow.
  private static final int DIGITS = 18;

  /// A line with its checksum and its line end.
  static String text(long sequence, long first, String words) {
    return seal(sequence + "/" + first + " " + words);
  }

  /// Adds checksum and line end.
  static String seal(String line) {
    byte[] octets = line.getBytes(ISO_8859_1);
    return line + ' ' + HexFormat.of().toHexDigits(checksum(octets, 0, octets.length)) + '\n';
  }

  /// What [#seal] was given, when the checksum is right.
  ///
  /// @param sealed without its line end
  static Optional<String> unseal(String sealed) {
    byte[] octets = sealed.getBytes(ISO_8859_1);
    return isSealed(octets, 0, octets.length)
        ? Optional.of(sealed.substring(0, sealed.length() - SEAL))
        : Optional.empty();
  }

  private static boolean isSealed(byte[] octets, int from, int to) {
    int blank = to - SEAL;
    return blank >= from
        && octets[blank] == ' '
        && hexadecimal(octets, blank + 1, to) == (checksum(octets, from, blank) & 0xffffffffL);
  }

  /// Lower-case digits as a number; -1 where there are others.
  private static long hexadecimal(byte[] octets, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      if (!Decimal.isDigit(c) && (c < 'a' || c > 'f')) {
        return -1;
      }
      number = number << 4 | (Decimal.isDigit(c) ? c - '0' : c - 'a' + 10);
    }
    return number;
  }

  /// Reads what [#text] wrote, without its line end; nothing when it is damaged.
  ///
  /// @param octets as long as the line's words are read, they must not change
  static Optional<Line> parse(byte[] octets, int from, int to) {
    int slash = Decimal.end(octets, from, to);
    int blank = Decimal.end(octets, slash + 1, to);
    boolean numbered =
        slash > from
            && slash - from <= DIGITS
            && blank > slash + 1
            && blank - slash - 1 <= DIGITS
            && octets[slash] == '/'
            && blank < to - SEAL
            && octets[blank] == ' ';
    if (!numbered || !isSealed(octets, from, to)) {
      return Optional.empty();
    }
    return Optional.of(
        new Line(
            Decimal.value(octets, from, slash),
            Decimal.value(octets, slash + 1, blank),
            new Fields(octets, blank + 1, to - SEAL)));
  }

  static Optional<Line> parse(String sealed) {
    byte[] octets = sealed.getBytes(ISO_8859_1);
    return parse(octets, 0, octets.length);
  }

  /// A whole line that a damaged one ends with: what is left when the line end before it was lost.
  static Optional<Line> atTheEndOf(String damaged) {
    byte[] octets = damaged.getBytes(ISO_8859_1);
    for (int i = Math.max(1, octets.length - SEARCHED); i < octets.length; i++) {
      if (Decimal.isDigit(octets[i]) && !Decimal.isDigit(octets[i - 1])) {
        Optional<Line> found = parse(octets, i, octets.length);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static int checksum(byte[] octets, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(octets, from, to - from);
    return (int) crc.getValue();
  }
}
