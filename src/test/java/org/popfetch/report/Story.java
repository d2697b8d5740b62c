package org.popfetch.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.account.AccountName;
import org.popfetch.pop3.Uid;

/// Events at their times, for renderers to be tried on.
final class Story {
  static final AccountName WORK = new AccountName("work");
  static final AccountName HOME = new AccountName("home");
  static final AccountName OLD = new AccountName("old");
  static final List<AccountName> ACCOUNTS = List.of(WORK, HOME, OLD);
  static final Instant START = Instant.parse("2026-11-21T07:00:00Z");

  private record Moment(Duration at, Event event) {}

  private final List<Moment> moments = new ArrayList<>();
  private Instant now = START;

  Story at(long millis, Event event) {
    moments.add(new Moment(Duration.ofMillis(millis), event));
    return this;
  }

  void tellTo(Consumer<Event> reporter) {
    for (Moment moment : moments) {
      now = START.plus(moment.at);
      reporter.accept(moment.event);
    }
  }

  Instant now() {
    return now;
  }

  static Event.Message message(int number, String uid, long octets) {
    return new Event.Message(number, Optional.of(new Uid(uid)), octets);
  }

  static Failure loginRefused() {
    return new Failure(
        Failure.Kind.LOGIN_REFUSED,
        "login refused",
        "\"[AUTH] Application-specific password required\"",
        "put an app password where password-command looks, then: popfetch doctor old");
  }

  static Failure cannotOpen(int number) {
    return new Failure(
        Failure.Kind.SERVER_REFUSED,
        "fetching message " + number + " of 5",
        "the server answered \"-ERR cannot open message\"",
        "left on the server, tried again next time");
  }

  static Event.Summary summary(int onServer, int delivered, int failed, ExitStatus status) {
    return new Event.Summary(
        onServer,
        delivered,
        delivered * 15_276L,
        0,
        0,
        failed,
        Duration.ofMillis(8_100),
        "maildir:~/Mail/work",
        status);
  }

  /// Three accounts: one fetches, one has nothing new, one may not log in.
  static Story threeAccounts() {
    return new Story()
        .at(0, new Event.Phase(WORK, "connecting"))
        .at(0, new Event.Phase(OLD, "waiting for login"))
        .at(40, new Event.Dialogue(WORK, false, "UIDL"))
        .at(90, new Event.Dialogue(WORK, true, "+OK"))
        .at(100, new Event.Planned(HOME, 3112, 0, 0))
        .at(150, new Event.Planned(WORK, 4742, 1630, 24_900_000))
        .at(160, new Event.Progress(WORK, 1, 3_000))
        .at(170, new Event.Progress(WORK, 2, 6_000))
        .at(200, new Event.Finished(HOME, summary(3112, 0, 0, ExitStatus.OK)))
        .at(300, new Event.Notice(WORK, "this server's certificate is good for 6 more days"))
        .at(
            310,
            new Event.Skipped(WORK, message(7, "b1", 60_000_000), "over max-size", true, false))
        .at(400, new Event.Delivered(WORK, message(1, "a1", 4_096)))
        .at(410, new Event.MessageFailed(WORK, message(3, "a3", 812), cannotOpen(3), false))
        .at(420, new Event.Deleted(WORK, message(1, "a1", 4_096)))
        .at(6_021, new Event.Progress(WORK, 1204, 18_200_000))
        .at(6_060, new Event.Progress(WORK, 1205, 18_210_000))
        .at(7_000, new Event.AccountFailed(OLD, loginRefused(), false))
        .at(7_001, new Event.Finished(OLD, summary(-1, 0, 0, ExitStatus.LOGIN)))
        .at(8_100, new Event.Finished(WORK, summary(4742, 1629, 1, ExitStatus.TRY_LATER)));
  }

  /// Troubles that were all told less than a day ago.
  static Story toldBefore() {
    return new Story()
        .at(0, new Event.Phase(WORK, "connecting"))
        .at(1, new Event.Skipped(WORK, message(7, "b1", 60_000_000), "over max-size", true, true))
        .at(2, new Event.MessageFailed(WORK, message(3, "a3", 812), cannotOpen(3), true))
        .at(3, new Event.AccountFailed(OLD, loginRefused(), true))
        .at(4, new Event.Finished(OLD, summary(-1, 0, 0, ExitStatus.LOGIN)))
        .at(5, new Event.Finished(WORK, summary(2, 0, 1, ExitStatus.TRY_LATER)));
  }
}
