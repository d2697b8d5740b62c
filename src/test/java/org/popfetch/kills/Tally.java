package org.popfetch.kills;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The figures of all rounds of one situation, or of several.
final class Tally {
  private final Map<Fault.Kind, Integer> faults = new EnumMap<>(Fault.Kind.class);
  private int rounds;
  private int runs;
  private long messages;
  private long lost;
  private long twice;
  private long broken;
  private long changed;
  private int hung;
  private int unfinished;

  void round(int sent, Verdict verdict) {
    rounds++;
    messages += sent;
    lost += verdict.lost().size();
    twice += verdict.twice().size();
    broken += verdict.broken().size();
    changed += verdict.changed().size();
  }

  void run(int started) {
    runs += started;
  }

  /// @param kind what came in time: a run that was done before does not count
  void struck(Fault.Kind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  void hung() {
    hung++;
  }

  /// A round whose last runs did not do all there was to do.
  void unfinished() {
    unfinished++;
  }

  int struck() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  void add(Tally other) {
    other.faults.forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
    rounds += other.rounds;
    runs += other.runs;
    messages += other.messages;
    lost += other.lost;
    twice += other.twice;
    broken += other.broken;
    changed += other.changed;
    hung += other.hung;
    unfinished += other.unfinished;
  }

  @Override
  public String toString() {
    return "%d rounds, %d runs, struck %d times %s, %d messages: %d lost, %d twice, %d broken, %d changed, %d runs hung, %d rounds unfinished"
        .formatted(
            rounds,
            runs,
            struck(),
            faults.toString().toLowerCase(Locale.ROOT),
            messages,
            lost,
            twice,
            broken,
            changed,
            hung,
            unfinished);
  }
}
