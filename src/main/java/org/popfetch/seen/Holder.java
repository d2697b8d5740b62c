package org.popfetch.seen;

import java.time.Instant;

/// A run that holds an account's lock.
///
/// @param pid its process
/// @param since when it took the lock, to the second
public record Holder(long pid, Instant since) {
  /// As the lock file says it: one line.
  String text() {
    return "pid " + pid + " since " + Stamp.text(Stamp.of(since)) + "\n";
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  static Holder parse(String text) {
    Fields in = new Fields(text.strip());
    boolean pid = in.word().equals("pid");
    long number = in.number();
    boolean since = in.word().equals("since");
    long stamp = in.stamp();
    if (!pid || !since || stamp == Stamp.NONE) {
      throw new IllegalArgumentException("not a holder");
    }
    return new Holder(number, Instant.ofEpochSecond(stamp));
  }
}
