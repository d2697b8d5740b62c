package org.popfetch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// Where the wall time of a run goes, seen from outside: by what passes on the cable. Nothing in
/// the run itself is slowed down by that.
final class Phases implements DelayProxy.Ear {
  private static final List<String> NAMES =
      List.of(
          "from the start to the connection",
          "to its first octets: ClientHello, with TLS",
          "to its next ones: Finished, with TLS",
          "to the last ones of the server",
          "to the end");

  private record Heard(DelayProxy.Way way, int octets, long nanos) {}

  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final List<List<Double>> millis = new ArrayList<>();

  Phases() {
    NAMES.forEach(_ -> millis.add(new ArrayList<>()));
  }

  @Override
  public void heard(DelayProxy.Way way, int octets, long nanos) {
    heard.add(new Heard(way, octets, nanos));
  }

  /// Ends a round. What was heard before its start is forgotten.
  void round(Usage usage) {
    List<Heard> all = heard.stream().filter(h -> h.nanos() >= usage.begunNanos()).toList();
    heard.clear();
    List<Long> connected = times(all, h -> h.octets() == 0);
    List<Long> up = times(all, h -> h.way() == DelayProxy.Way.TO_SERVER && h.octets() > 0);
    List<Long> down = times(all, h -> h.way() == DelayProxy.Way.TO_CLIENT && h.octets() > 0);
    long[] marks = {
      usage.begunNanos(),
      connected.getFirst(),
      up.getFirst(),
      up.get(1),
      down.getLast(),
      usage.begunNanos() + usage.wall().toNanos()
    };
    for (int i = 0; i < NAMES.size(); i++) {
      millis.get(i).add((marks[i + 1] - marks[i]) / 1e6);
    }
  }

  private static List<Long> times(List<Heard> all, Predicate<Heard> which) {
    return all.stream().filter(which).map(Heard::nanos).sorted().toList();
  }

  /// Medians, in milliseconds.
  String text() {
    var text = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      List<Double> sorted = millis.get(i).stream().sorted().toList();
      text.append("%9.1f ms  %s%n".formatted(sorted.get(sorted.size() / 2), NAMES.get(i)));
    }
    return text.toString();
  }
}
