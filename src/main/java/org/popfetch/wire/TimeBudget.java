package org.popfetch.wire;

import java.time.Duration;

/// How long a reply may still keep us waiting. Only time spent waiting for the network counts: what
/// a slow disk takes is not the server's fault.
final class TimeBudget {
  /// The progress, in octets, that earns a fresh budget. A trickle below this rate does not stretch
  /// a reply for ever.
  private static final int PROGRESS = 1024;

  private final Duration whole;
  private final boolean renewable;
  private long left;
  private long received;
  private int progress;

  private TimeBudget(Duration whole, boolean renewable) {
    this.whole = whole;
    this.renewable = renewable;
    this.left = whole.toNanos();
  }

  /// One deadline for all of it.
  static TimeBudget once(Duration whole) {
    return new TimeBudget(whole, false);
  }

  /// A deadline that moves on with progress.
  static TimeBudget renewed(Duration whole) {
    return new TimeBudget(whole, true);
  }

  /// Nanoseconds, at least one.
  long left() {
    return Math.max(1, left);
  }

  void waited(long nanos) {
    left -= nanos;
  }

  void received(int octets) {
    received += octets;
    progress += octets;
    if (renewable && progress >= PROGRESS) {
      progress = 0;
      left = whole.toNanos();
    }
  }

  /// What to say when it is used up.
  String exceeded() {
    String time = Spoken.duration(whole);
    if (renewable) {
      return progress == 0
          ? "nothing more came from the server for " + time
          : "less than 1 kB came from the server within " + time;
    }
    return received == 0 ? "no answer within " + time : "the answer was not complete after " + time;
  }
}
