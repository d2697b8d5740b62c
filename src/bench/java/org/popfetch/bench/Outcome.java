package org.popfetch.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;

/// What came out of a workload.
///
/// @param performances of those who took part
record Outcome(Workload workload, List<Performance> performances) {

  Optional<Performance> of(Fetcher fetcher) {
    return performances.stream().filter(one -> one.fetcher().equals(fetcher)).findFirst();
  }

  boolean isValid() {
    return performances.stream().allMatch(Performance::isValid);
  }

  /// Wall time as a part of the best peer's.
  OptionalDouble ratio(Performance one) {
    OptionalDouble best =
        performances.stream()
            .filter(other -> !other.fetcher().equals(Fetchers.POPFETCH) && other.isValid())
            .mapToDouble(Performance::wall)
            .min();
    return best.isPresent() && one.isValid()
        ? OptionalDouble.of(one.wall() / best.getAsDouble())
        : OptionalDouble.empty();
  }

  /// Whether popfetch got where it should; nothing where there is nothing to compare.
  Optional<Target.Reached> reached() {
    Optional<Performance> ours = of(Fetchers.POPFETCH).filter(Performance::isValid);
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    return switch (workload.target()) {
      case Target.Ratio(double atMost, double aim) -> {
        OptionalDouble ratio = ratio(ours.get());
        yield ratio.isPresent()
            ? Optional.of(Target.Reached.of(ratio.getAsDouble(), atMost, aim))
            : Optional.empty();
      }
      case Target.Wall(int atMost, int aim) ->
          Optional.of(Target.Reached.of(ours.get().wall() * 1000, atMost, aim));
    };
  }
}
