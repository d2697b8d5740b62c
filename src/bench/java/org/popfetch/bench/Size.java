package org.popfetch.bench;

import java.util.random.RandomGenerator;

/// How large the messages of a mailbox are, in octets, about.
enum Size {
  SMALL,
  /// Seven of ten small, one of twenty large, the rest between.
  MIXED,
  /// Hardly more than a header.
  TINY;

  private static final int MEDIUM_OCTETS = 40_000;
  private static final int LARGE_OCTETS = 400_000;
  private static final int SMALL_OCTETS = 4_000;

  int next(RandomGenerator random) {
    return switch (this) {
      case TINY -> 0;
      case SMALL -> SMALL_OCTETS;
      case MIXED -> {
        int percent = random.nextInt(100);
        yield percent < 70 ? SMALL_OCTETS : percent < 95 ? MEDIUM_OCTETS : LARGE_OCTETS;
      }
    };
  }
}
