package org.popfetch.kills;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/// What befalls a run.
///
/// @param jitter waited after the moment has come
record Fault(Kind kind, Moment moment, Duration jitter, Victim victim) {
  private static final int MOST_JITTER_MILLIS = 20;
  private static final int MOST_ELAPSED_MILLIS = 900;

  /// Ways to be disturbed, with how often each is chosen.
  enum Kind {
    KILL(12),
    TERM(2),
    INT(2),
    /// The connection is cut: FIN.
    CUT(2),
    /// The connection is cut: RST.
    RESET(2),
    /// Two runs at once, and one of them, or both, killed.
    TWINS(3);

    final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  /// Who of two runs is killed.
  enum Victim {
    FIRST,
    SECOND,
    BOTH
  }

  /// When it happens.
  sealed interface Moment {
    /// A time after the start.
    record Elapsed(Duration after) implements Moment {}

    /// When the server has sent a part of what it probably still has for the client.
    record Received(double part) implements Moment {}

    /// When the client says QUIT, and the server begins to delete.
    record Quit() implements Moment {}
  }

  /// @param kinds at least one
  static Fault random(Random random, Set<Kind> kinds) {
    Kind kind = kind(random, kinds);
    var jitter = Duration.ofNanos(random.nextLong(MOST_JITTER_MILLIS * 1_000_000L));
    return new Fault(kind, moment(random), jitter, Victim.values()[random.nextInt(3)]);
  }

  private static Kind kind(Random random, Set<Kind> kinds) {
    int left = random.nextInt(kinds.stream().mapToInt(kind -> kind.weight).sum());
    for (Kind kind : kinds) {
      left -= kind.weight;
      if (left < 0) {
        return kind;
      }
    }
    throw new AssertionError("weights do not add up");
  }

  private static Moment moment(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Moment.Elapsed(Duration.ofMillis(random.nextInt(MOST_ELAPSED_MILLIS)));
      case 1 -> new Moment.Quit();
      case 2 -> new Moment.Received(random.nextDouble());
      default -> new Moment.Received(random.nextDouble() * random.nextDouble());
    };
  }

  @Override
  public String toString() {
    return "%s %s +%d us %s"
        .formatted(kind.name().toLowerCase(Locale.ROOT), moment, jitter.toNanos() / 1000, victim);
  }
}
