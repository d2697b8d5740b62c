package org.popfetch.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.popfetch.peers.Fetcher;

/// What a fetcher took for a workload, round after round.
///
/// @param trouble why the figures are worth nothing
record Performance(Fetcher fetcher, List<Usage> rounds, int delivered, Optional<String> trouble) {

  boolean isValid() {
    return trouble.isEmpty() && !rounds.isEmpty();
  }

  /// The median, in seconds.
  double wall() {
    return median(usage -> seconds(usage.wall()));
  }

  /// The median, in seconds, of all cores together.
  double cpu() {
    return median(usage -> seconds(usage.account().cpu()));
  }

  /// The most of all rounds.
  double peakMegabytes() {
    return rounds.stream().mapToLong(u -> u.account().peakKilobytes()).max().orElse(0) / 1024.0;
  }

  private double median(ToDoubleFunction<Usage> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
