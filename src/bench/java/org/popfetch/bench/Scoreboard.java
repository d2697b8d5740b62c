package org.popfetch.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;

/// Outcomes as tables.
final class Scoreboard {
  private static final String COLUMNS = "%-11s %-10s %9s %8s %8s %9s  %-10s %-8s %-8s %s%n";

  private Scoreboard() {}

  /// A line for each fetcher in each workload.
  static String text(List<Outcome> outcomes) {
    var text =
        new StringBuilder(
            COLUMNS.formatted(
                "workload",
                "fetcher",
                "wall s",
                "CPU s",
                "peak MB",
                "delivered",
                "× best",
                "at most",
                "aim",
                "reached"));
    for (Outcome outcome : outcomes) {
      outcome.performances().forEach(one -> text.append(line(outcome, one)));
    }
    memory(outcomes).ifPresent(peak -> text.append(memoryLine(peak)));
    return text.toString().replaceAll("(?m) +$", "");
  }

  private static String line(Outcome outcome, Performance one) {
    String workload = outcome.workload().name();
    if (!one.isValid()) {
      return "%-11s %-10s INVALID: %s%n"
          .formatted(workload, one.fetcher().name(), one.trouble().orElse("no rounds"));
    }
    boolean ours = one.fetcher().equals(Fetchers.POPFETCH);
    Target target = outcome.workload().target();
    return COLUMNS.formatted(
        workload,
        one.fetcher().name(),
        number(one.wall(), 3),
        number(one.cpu(), 3),
        number(one.peakMegabytes(), 1),
        one.delivered(),
        ratio(outcome.ratio(one)),
        ours ? target.atMost() : "",
        ours ? target.aim() : "",
        ours ? outcome.reached().map(Target.Reached::text).orElse("") : "");
  }

  private static String memoryLine(double peak) {
    Target.Memory target = Workload.MEMORY;
    return COLUMNS.formatted(
        "all",
        "popfetch",
        "",
        "",
        number(peak, 1),
        "",
        "",
        target.atMost(),
        target.aim(),
        reached(peak).text());
  }

  /// A line for each workload, for a page about popfetch.
  static String markdown(List<Outcome> outcomes, List<Fetcher> fetchers) {
    var text = new StringBuilder("| what | ");
    fetchers.forEach(fetcher -> text.append(fetcher.name()).append(" | "));
    text.append("× best peer | at most | aim | popfetch's CPU, memory |\n");
    text.append("| --- ".repeat(fetchers.size() + 5)).append("|\n");
    outcomes.forEach(outcome -> text.append(row(outcome, fetchers)));
    memory(outcomes)
        .ifPresent(peak ->
            text.append("| memory, the most of all these | ")
                .append("| ".repeat(fetchers.size() + 1))
                .append(Workload.MEMORY.atMost() + " | " + Workload.MEMORY.aim() + " | ")
                .append(number(peak, 0) + " MB |\n"));
    return text.toString();
  }

  private static String row(Outcome outcome, List<Fetcher> fetchers) {
    String times =
        fetchers.stream()
            .map(fetcher -> outcome.of(fetcher).map(Scoreboard::cell).orElse("–"))
            .collect(Collectors.joining(" | "));
    Optional<Performance> ours = outcome.of(Fetchers.POPFETCH).filter(Performance::isValid);
    return "| %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            outcome.workload().title(),
            times,
            ours.map(one -> ratio(outcome.ratio(one))).orElse(""),
            outcome.workload().target().atMost(),
            outcome.workload().target().aim(),
            ours.map(one -> number(one.cpu(), 2) + " s, " + number(one.peakMegabytes(), 0) + " MB")
                .orElse(""));
  }

  private static String cell(Performance one) {
    return one.isValid()
        ? number(one.wall(), one.wall() < 1 ? 3 : 2) + " s"
        : "invalid: " + one.trouble().orElse("no rounds");
  }

  private static Optional<Double> memory(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.of(Fetchers.POPFETCH).stream())
        .filter(Performance::isValid)
        .map(Performance::peakMegabytes)
        .max(Double::compare);
  }

  private static Target.Reached reached(double peak) {
    return Target.Reached.of(
        peak, Workload.MEMORY.atMostMegabytes(), Workload.MEMORY.aimMegabytes());
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? "× " + number(ratio.getAsDouble(), 2) : "";
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
