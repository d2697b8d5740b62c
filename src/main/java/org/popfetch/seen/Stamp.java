package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.popfetch.pop3.Decimal;

/// A time as the ledger keeps it: whole seconds since 1970, UTC, as a `long`, because a maildrop
/// has a hundred thousand of them.
///
/// In files it is written `2026-11-21T10:02:03Z`, always twenty characters long. Times before 1970
/// and after 9999, which only a broken clock tells, count as the nearest that can be written.
final class Stamp {
  /// Never, or not known; written `-`.
  static final long NONE = -1;

  private static final long LAST = 253402300799L;
  private static final byte[] PATTERN = "0000-00-00T00:00:00Z".getBytes(ISO_8859_1);

  /// Of all that is written, but `-`.
  static final int LENGTH = PATTERN.length;

  private Stamp() {}

  static long of(Instant time) {
    return Math.clamp(time.getEpochSecond(), 0, LAST);
  }

  static Optional<Instant> instant(long stamp) {
    return stamp == NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(stamp));
  }

  static String text(long stamp) {
    return stamp == NONE ? "-" : Instant.ofEpochSecond(stamp).toString();
  }

  /// Reads what [#text] wrote, unless it was [#NONE]. By hand: the formatter of the library would
  /// be most of the time that a large snapshot takes to load.
  ///
  /// @param from where [#LENGTH] octets begin
  /// @throws IllegalArgumentException when it is something else
  static long parse(byte[] octets, int from) {
    try {
      if (isWritten(octets, from)) {
        LocalDate day =
            LocalDate.of(
                number(octets, from, 4), number(octets, from + 5, 2), number(octets, from + 8, 2));
        LocalTime time =
            LocalTime.of(
                number(octets, from + 11, 2),
                number(octets, from + 14, 2),
                number(octets, from + 17, 2));
        long stamp = day.toEpochSecond(time, ZoneOffset.UTC);
        if (stamp >= 0) {
          return stamp;
        }
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time: " + shown(octets, from), e);
    }
    throw new IllegalArgumentException("not a time since 1970: " + shown(octets, from));
  }

  private static String shown(byte[] octets, int from) {
    return new String(octets, from, LENGTH, ISO_8859_1);
  }

  /// Digits where [#PATTERN] has a zero, and what it has elsewhere: the library's methods take a
  /// sign, too.
  private static boolean isWritten(byte[] octets, int from) {
    for (int i = 0; i < LENGTH; i++) {
      byte c = octets[from + i];
      byte wanted = PATTERN[i];
      if (wanted == '0' ? !Decimal.isDigit(c) : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] octets, int from, int length) {
    return (int) Decimal.value(octets, from, from + length);
  }
}
