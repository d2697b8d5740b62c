package org.popfetch.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.report.Event;
import org.popfetch.report.Failure;
import org.popfetch.report.Reporter;

/// Remembers what was reported, and tells it in an order that does not depend on who was faster:
/// what happened to messages, by their numbers, then the rest.
final class Heard implements Reporter {
  private final List<Event> events = new ArrayList<>();

  private record Line(int number, String text) {}

  @Override
  public synchronized void report(Event event) {
    events.add(event);
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /// A line for each event but progress, phases and dialogue.
  List<String> lines() {
    return events().stream()
        .flatMap(event -> line(event).stream())
        .sorted(Comparator.comparingInt(Line::number))
        .map(Line::text)
        .toList();
  }

  <E extends Event> Stream<E> all(Class<E> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static Optional<Line> line(Event event) {
    return switch (event) {
      case Event.Delivered e -> of(e.message(), "delivered", "");
      case Event.Deleted e -> of(e.message(), "marked", "");
      case Event.Rehearsed e -> of(e.message(), e.deletes() ? "would delete" : "would fetch", "");
      case Event.Skipped e -> of(e.message(), "skipped", ": " + e.why() + again(e.again()));
      case Event.MessageFailed e ->
          of(e.message(), "failed", ": " + text(e.failure()) + again(e.again()));
      case Event.AccountFailed e -> last("failed: " + text(e.failure()) + again(e.again()));
      case Event.Notice e -> last("notice: " + e.text());
      case Event.Finished e -> last(summary(e.summary()));
      case Event.Phase _, Event.Dialogue _, Event.Planned _, Event.Progress _ -> Optional.empty();
    };
  }

  private static Optional<Line> of(Event.Message message, String what, String more) {
    String uid = message.uid().map(u -> " " + u).orElse("");
    return Optional.of(new Line(message.number(), what + " " + message.number() + uid + more));
  }

  private static Optional<Line> last(String text) {
    return Optional.of(new Line(Integer.MAX_VALUE, text));
  }

  private static String text(Failure failure) {
    return failure.kind() + " " + failure;
  }

  private static String again(boolean again) {
    return again ? " (told before)" : "";
  }

  private static String summary(Event.Summary s) {
    return "%s: %d on the server, %d delivered, %d deleted, %d skipped, %d failed"
        .formatted(s.status(), s.onServer(), s.delivered(), s.deleted(), s.skipped(), s.failed());
  }
}
