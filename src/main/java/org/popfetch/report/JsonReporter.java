package org.popfetch.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.popfetch.account.AccountName;

/// Tells programs: one JSON object per event and line, on standard output.
///
/// Every object has `v` (1), `event` (the name of the [Event] in kebab-case), `at` (RFC 3339, UTC)
/// and `account`; the other members bear the names of the event's components. What is unknown is
/// `null`. A size is in octets, a time in seconds, a status is an exit status. A failure is an
/// object of `kind`, `doing`, `cause`, `next` and `status`. `progress` comes once a second at most,
/// `dialogue` only with `-vv`; with `-q` there are failures only. Unlike on a console, nothing is
/// held back because it was told before: `again` says so.
///
/// Members may be added within `v` 1; none is renamed or removed.
public final class JsonReporter implements Renderer {
  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);

  private final Screen screen;
  private final Verbosity verbosity;
  private final InstantSource clock;
  private final Map<AccountName, Instant> lastProgress = new HashMap<>();

  public JsonReporter(Screen screen, Verbosity verbosity, InstantSource clock) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.clock = clock;
  }

  @Override
  public synchronized void report(Event event) {
    Instant now = clock.instant();
    if (isWanted(event, now)) {
      screen.result(
          Json.line()
              .put("event", kebab(event.getClass().getSimpleName()))
              .put("at", now.truncatedTo(ChronoUnit.MILLIS).toString())
              .put("account", event.account().value())
              .with(json -> members(json, event))
              .toString());
    }
  }

  @Override
  public void close() {}

  private boolean isWanted(Event event, Instant now) {
    return switch (event) {
      case Event.MessageFailed _, Event.AccountFailed _, Event.Rehearsed _ -> true;
      case Event.Dialogue _ -> verbosity.atLeast(Verbosity.DIALOGUE);
      case Event.Progress progress -> verbosity.atLeast(Verbosity.NORMAL) && isDue(progress, now);
      case Event.Phase _,
          Event.Notice _,
          Event.Planned _,
          Event.Delivered _,
          Event.Skipped _,
          Event.Deleted _,
          Event.Finished _ ->
          verbosity.atLeast(Verbosity.NORMAL);
    };
  }

  private boolean isDue(Event.Progress progress, Instant now) {
    Instant last = lastProgress.get(progress.account());
    boolean due = last == null || !now.isBefore(last.plus(BETWEEN_PROGRESS));
    if (due) {
      lastProgress.put(progress.account(), now);
    }
    return due;
  }

  private static void members(Json json, Event event) {
    switch (event) {
      case Event.Phase e -> json.put("what", e.what());
      case Event.Dialogue e -> json.put("fromServer", e.fromServer()).put("line", e.line());
      case Event.Notice e -> json.put("text", e.text());
      case Event.Planned e ->
          json.put("onServer", e.onServer())
              .put("messages", e.messages())
              .put("octets", e.octets());
      case Event.Progress e -> json.put("messages", e.messages()).put("octets", e.octets());
      case Event.Rehearsed e ->
          json.put("message", message(e.message())).put("deletes", e.deletes());
      case Event.Delivered e -> json.put("message", message(e.message()));
      case Event.Skipped e ->
          json.put("message", message(e.message()))
              .put("why", e.why())
              .put("lasting", e.lasting())
              .put("again", e.again());
      case Event.Deleted e -> json.put("message", message(e.message()));
      case Event.MessageFailed e ->
          json.put("message", message(e.message()))
              .put("failure", failure(e.failure()))
              .put("again", e.again());
      case Event.AccountFailed e ->
          json.put("failure", failure(e.failure())).put("again", e.again());
      case Event.Finished e -> summary(json, e.summary());
    }
  }

  private static Json message(Event.Message message) {
    return Json.object()
        .put("number", message.number())
        .putUid(message.uid())
        .putKnown("octets", message.octets());
  }

  /// A failure as the member of an object; for other rooms that write JSON.
  public static Json failure(Failure failure) {
    return Json.object()
        .put("kind", failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("doing", failure.doing())
        .put("cause", failure.cause())
        .put("next", failure.next())
        .put("status", failure.status().code());
  }

  private static void summary(Json json, Event.Summary summary) {
    json.putKnown("onServer", summary.onServer())
        .put("delivered", summary.delivered())
        .put("octets", summary.octets())
        .put("deleted", summary.deleted())
        .put("skipped", summary.skipped())
        .put("failed", summary.failed())
        .put("took", summary.took().toMillis() / 1000.0)
        .put("destination", summary.destination())
        .put("status", summary.status().code());
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
