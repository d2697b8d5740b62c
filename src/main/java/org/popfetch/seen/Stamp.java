package org.popfetch.seen;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A time as the ledger keeps it: whole seconds since 1970, UTC, as a `long`, because a maildrop
/// has a hundred thousand of them.
///
/// In files it is written `2026-11-21T10:02:03Z`, always twenty characters long. Times before 1970
/// and after 9999, which only a broken clock tells, count as the nearest that can be written.
final class Stamp {
  /// Never, or not known; written `-`.
  static final long NONE = -1;

  private static final long LAST = 253402300799L;

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

  /// Reads what [#text] wrote. By hand: the formatter of the library is most of the time that a
  /// large snapshot takes to load.
  ///
  /// @throws IllegalArgumentException when it is something else
  static long parse(String text) {
    if (text.equals("-")) {
      return NONE;
    }
    if (text.length() != 20 || !isSeparated(text)) {
      throw new IllegalArgumentException("not a time: " + text);
    }
    try {
      LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      LocalTime time =
          LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
      long stamp = day.toEpochSecond(time, ZoneOffset.UTC);
      if (stamp >= 0) {
        return stamp;
      }
      throw new IllegalArgumentException("not a time since 1970: " + text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time: " + text, e);
    }
  }

  private static boolean isSeparated(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(19) == 'Z';
  }

  /// Digits only: the library's methods take a sign, too.
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException("not a time: " + text);
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
