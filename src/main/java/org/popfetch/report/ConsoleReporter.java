package org.popfetch.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.popfetch.account.AccountName;

/// Tells people: progress lines and a line per account on a terminal; elsewhere nothing but
/// trouble, so that cron mails only that. All of it goes to standard error: what a run delivers is
/// its result.
///
/// | told | terminal | elsewhere | `-q` | `-v` |
/// | --- | --- | --- | --- | --- |
/// | failures | always | unless told less than a day ago | as without | always |
/// | lasting skips | always | unless told less than a day ago | | always |
/// | notices, summaries | always | | | always |
/// | what happens to each message | | | | always |
public final class ConsoleReporter implements Renderer {
  private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(100);

  /// Progress lines at a time: more would not fit above each other on a small terminal, where the
  /// cursor cannot be moved back up.
  private static final int MOST_LINES = 12;

  /// Lines about single messages, per account, before the rest is merely counted.
  private static final int MOST_TOLD = 20;

  private final Screen screen;
  private final Look look;
  private final Verbosity verbosity;
  private final InstantSource clock;
  private final List<AccountName> accounts;
  private final int labelWidth;
  private final Map<AccountName, Track> running = new HashMap<>();
  private final Map<AccountName, Integer> told = new HashMap<>();
  private final Set<AccountName> failed = new HashSet<>();
  private Instant nextDrawing = Instant.MIN;

  /// @param accounts those that the run is about, in the order in which they are shown
  public ConsoleReporter(
      Screen screen, Verbosity verbosity, Collection<AccountName> accounts, InstantSource clock) {
    this.screen = screen;
    this.look = screen.told();
    this.verbosity = verbosity;
    this.clock = clock;
    this.accounts = List.copyOf(accounts);
    int longest = accounts.stream().mapToInt(name -> name.value().length()).max().orElse(0);
    this.labelWidth = Math.max(8, longest + 2);
  }

  @Override
  public synchronized void report(Event event) {
    track(event);
    draw(event); // first, so that no line is told above a progress line that it makes obsolete
    if (isShown(event)) {
      tell(event);
    }
  }

  @Override
  public synchronized void close() {
    running.clear();
    screen.live(_ -> List.of());
    if (!failed.isEmpty() && accounts.size() > 1 && tellsAll()) {
      screen.tell(failed.size() + " of " + accounts.size() + " accounts failed");
    }
  }

  private void track(Event event) {
    switch (event) {
      case Event.Phase phase -> running.put(event.account(), trackOf(event).heard(phase));
      case Event.Planned planned ->
          running.put(event.account(), trackOf(event).heard(planned, clock.instant()));
      case Event.Progress progress -> running.put(event.account(), trackOf(event).heard(progress));
      case Event.AccountFailed _ -> {
        running.remove(event.account());
        failed.add(event.account());
      }
      case Event.Finished _ -> running.remove(event.account());
      case Event.Dialogue _,
          Event.Notice _,
          Event.Rehearsed _,
          Event.Delivered _,
          Event.Skipped _,
          Event.Deleted _,
          Event.MessageFailed _ -> {}
    }
  }

  private Track trackOf(Event event) {
    Track known = running.get(event.account());
    return known == null ? new Track(label(event.account())) : known;
  }

  private boolean isShown(Event event) {
    return switch (event) {
      case Event.AccountFailed e -> !e.again() || tellsAll() || look.terminal();
      case Event.MessageFailed e -> !e.again() || tellsAll() || look.terminal();
      case Event.Skipped e ->
          verbosity.atLeast(Verbosity.MESSAGES)
              || (verbosity == Verbosity.NORMAL && e.lasting() && (look.terminal() || !e.again()));
      case Event.Notice _, Event.Finished _ -> tellsAll();
      case Event.Phase _, Event.Planned _, Event.Delivered _, Event.Deleted _ ->
          verbosity.atLeast(Verbosity.MESSAGES);
      case Event.Dialogue _ -> verbosity.atLeast(Verbosity.DIALOGUE);
      case Event.Rehearsed _ -> true;
      case Event.Progress _ -> false;
    };
  }

  /// Whether good news is told as well.
  private boolean tellsAll() {
    return verbosity.atLeast(look.terminal() ? Verbosity.NORMAL : Verbosity.MESSAGES);
  }

  private void tell(Event event) {
    switch (event) {
      case Event.Phase e -> say(event, e.what());
      case Event.Dialogue e -> say(event, (e.fromServer() ? "S: " : "C: ") + e.line());
      case Event.Notice e -> say(event, e.text());
      case Event.Planned e -> say(event, Wording.planned(e));
      case Event.Progress _ -> {}
      case Event.Rehearsed e ->
          screen.result(
              event.account()
                  + (e.deletes() ? ": would delete " : ": would fetch ")
                  + Wording.message(e.message()));
      case Event.Delivered e -> say(event, Wording.message(e.message()) + " delivered");
      case Event.Deleted e ->
          say(event, Wording.message(e.message()) + " marked as deleted on the server");
      case Event.Skipped e ->
          sayOfMessage(event, Wording.message(e.message()) + " skipped: " + e.why());
      case Event.MessageFailed e -> sayOfMessage(event, e.failure().toString());
      case Event.AccountFailed e -> sayFailed(event, Wording.withDoctor(e.failure(), e.account()));
      case Event.Finished e -> sayFinished(e);
    }
  }

  private void sayOfMessage(Event event, String text) {
    int before = told.merge(event.account(), 1, Integer::sum) - 1;
    if (before < MOST_TOLD || verbosity.atLeast(Verbosity.MESSAGES)) {
      say(event, text);
    } else if (before == MOST_TOLD) {
      say(event, "more of this kind is not listed; -v lists all");
    }
  }

  private void sayFailed(Event event, Failure failure) {
    if (!look.terminal()) {
      say(event, failure.toString());
      return;
    }
    String what = Wording.harmless(failure.doing() + ": " + failure.cause());
    screen.tell(label(event.account()) + look.paint(Ink.BAD, what));
    if (!failure.next().isEmpty()) {
      screen.tell(" ".repeat(labelWidth) + look.arrow() + ' ' + Wording.harmless(failure.next()));
    }
  }

  /// An account that failed before anything was done has been told of already.
  private void sayFinished(Event.Finished finished) {
    Event.Summary summary = finished.summary();
    boolean didSomething = summary.delivered() + summary.deleted() + summary.failed() > 0;
    if (didSomething || summary.status() == ExitStatus.OK) {
      screen.tell(lead(finished) + Wording.summary(summary, look));
    }
  }

  private void say(Event event, String text) {
    screen.tell(lead(event) + Wording.harmless(text));
  }

  private String lead(Event event) {
    return look.terminal() ? label(event.account()) : event.account() + ": ";
  }

  private String label(AccountName name) {
    return Columns.left(name.value(), labelWidth);
  }

  /// Progress comes often and is drawn ten times a second; whatever else changes a line is drawn at
  /// once, for nothing may come after it for a while.
  private void draw(Event event) {
    if (!look.terminal() || verbosity == Verbosity.QUIET) {
      return;
    }
    switch (event) {
      case Event.Progress _ -> {
        Instant now = clock.instant();
        if (!now.isBefore(nextDrawing)) {
          draw(now);
        }
      }
      case Event.Phase _, Event.Planned _, Event.AccountFailed _, Event.Finished _ ->
          draw(clock.instant());
      case Event.Dialogue _,
          Event.Notice _,
          Event.Rehearsed _,
          Event.Delivered _,
          Event.Skipped _,
          Event.Deleted _,
          Event.MessageFailed _ -> {}
    }
  }

  private void draw(Instant now) {
    nextDrawing = now.plus(BETWEEN_DRAWINGS);
    List<Track> shown =
        accounts.stream().map(running::get).filter(Objects::nonNull).limit(MOST_LINES).toList();
    int hidden = running.size() - shown.size();
    screen.live(columns -> lines(shown, hidden, columns, now));
  }

  private List<String> lines(List<Track> shown, int hidden, int columns, Instant now) {
    List<String> lines = new ArrayList<>();
    shown.forEach(track -> lines.add(track.line(columns, look, now)));
    if (hidden > 0) {
      lines.add(Columns.cut("and " + Amount.count(hidden, "more account"), columns, ""));
    }
    return lines;
  }
}
