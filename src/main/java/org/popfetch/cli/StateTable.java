package org.popfetch.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Amount;
import org.popfetch.report.Json;
import org.popfetch.report.Screen;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.StateSummary;

/// Shows what is remembered of accounts: some lines each, or a JSON object.
final class StateTable {
  private final Screen screen;
  private final boolean json;
  private final DateTimeFormatter times;

  StateTable(Screen screen, boolean json, Clock clock) {
    this.screen = screen;
    this.json = json;
    this.times =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(clock.getZone());
  }

  void tell(StateSummary state) {
    if (json) {
      screen.result(object(state).toString());
    } else {
      lines(state);
    }
  }

  private void lines(StateSummary state) {
    screen.result(
        state.account()
            + "  "
            + state.mailbox().map(Mailbox::toString).orElse("of an unknown mailbox"));
    line(
        "delivered",
        Amount.count(state.delivered()) + "; " + Amount.count(state.caughtUp()) + " caught up");
    line("deleted there", Amount.count(state.deleted()));
    line("not listed", Amount.count(state.gone()));
    line("failed last", Amount.count(state.refused()));
    line("unsettled", Amount.count(state.unsettled()));
    line("newest entry", state.newest().map(this::time).orElse("none"));
    line("on disk", Amount.octets(state.octetsOnDisk()));
    state.learnt().forEach((key, value) -> line("learnt", key + ": " + oneLine(value)));
    state
        .holder()
        .ifPresent(one -> line("held by", "pid " + one.pid() + ", since " + time(one.since())));
    state.damage().ifPresent(damage -> line("damaged", damage));
  }

  /// What a server announced has many lines, and may hold anything.
  private static String oneLine(String value) {
    return value
        .lines()
        .map(line -> new ServerText(line).toString())
        .collect(Collectors.joining(", "));
  }

  private void line(String what, String value) {
    screen.result("  %-14s %s".formatted(what, value));
  }

  private String time(Instant instant) {
    return times.format(instant);
  }

  private static Json object(StateSummary state) {
    Json learnt = Json.object();
    state.learnt().forEach(learnt::put);
    return Json.line()
        .put("event", "state")
        .put("account", state.account().value())
        .put("host", state.mailbox().map(Mailbox::host))
        .put("user", state.mailbox().map(Mailbox::user))
        .put("delivered", state.delivered())
        .put("caughtUp", state.caughtUp())
        .put("deleted", state.deleted())
        .put("gone", state.gone())
        .put("refused", state.refused())
        .put("unsettled", state.unsettled())
        .put("octetsOnDisk", state.octetsOnDisk())
        .put("newest", state.newest().map(Instant::toString))
        .put("learnt", learnt)
        .put("damage", state.damage());
  }
}
