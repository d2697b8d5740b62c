package org.popfetch.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.plan.Identified;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failure;
import org.popfetch.report.Reporter;
import org.popfetch.seen.Told;

/// Tells what happens to one account, and counts it. Safe for use by many threads.
final class Chronicle implements AutoCloseable {
  private final Account account;
  private final Reporter reporter;
  private final InstantSource clock;
  private final Told told;
  private final Instant begun;
  private int onServer = -1;
  private int onServerAtFirst = -1;
  private int fetched;
  private int fetchedInEarlierSessions;
  private long octetsFetched;
  private long octetsFetchedInEarlierSessions;
  private int delivered;
  private long octets;
  private int deleted;
  private int skipped;
  private int failed;
  private ExitStatus status = ExitStatus.OK;

  Chronicle(Account account, Workplace workplace) {
    this.account = account;
    this.reporter = workplace.reporter();
    this.clock = workplace.clock();
    this.told = workplace.state().told(account.name());
    this.begun = clock.instant();
  }

  AccountName name() {
    return account.name();
  }

  void phase(String what) {
    reporter.report(new Event.Phase(name(), what));
  }

  void dialogue(boolean fromServer, String line) {
    reporter.report(new Event.Dialogue(name(), fromServer, line));
  }

  void notice(String text) {
    reporter.report(new Event.Notice(name(), text));
  }

  /// Messages on the server in this session, once that is known.
  synchronized int onServer() {
    return onServer;
  }

  /// A session knows what it has to do; the first one, what the run has.
  synchronized void planned(int onServer, List<Identified> toFetch) {
    this.onServer = onServer;
    fetchedInEarlierSessions = fetched;
    octetsFetchedInEarlierSessions = octetsFetched;
    if (onServerAtFirst < 0) {
      onServerAtFirst = onServer;
      long octets = toFetch.stream().mapToLong(one -> Math.max(0, one.message().octets())).sum();
      reporter.report(new Event.Planned(name(), onServer, toFetch.size(), octets));
    }
  }

  /// What would be done to a message in a run that does it.
  void would(boolean delete, Identified what) {
    reporter.report(new Event.Rehearsed(name(), Parcel.named(what), delete));
  }

  /// @param messages fetched so far in this session
  /// @param octets likewise
  synchronized void progress(int messages, long octets) {
    fetched = fetchedInEarlierSessions + messages;
    octetsFetched = octetsFetchedInEarlierSessions + octets;
    reporter.report(new Event.Progress(name(), fetched, octetsFetched));
  }

  synchronized void delivered(Parcel parcel) {
    delivered++;
    octets += parcel.received().envelope().octets();
    reporter.report(new Event.Delivered(name(), parcel.named()));
  }

  /// The server marked it; whether it commits that is known only after `QUIT`.
  void marked(Identified what) {
    reporter.report(new Event.Deleted(name(), Parcel.named(what)));
  }

  synchronized void deleted(int messages) {
    deleted += messages;
  }

  /// A message is left alone for a reason that will be there next time too: told once a day.
  synchronized void leftAlone(Identified what, String why) {
    skipped++;
    boolean again = told.again("skip " + trouble(what), clock.instant());
    reporter.report(new Event.Skipped(name(), Parcel.named(what), why, true, again));
  }

  /// A message is left alone in this run only.
  synchronized void leftForLater(Identified what, String why) {
    reporter.report(new Event.Skipped(name(), Parcel.named(what), why, false, false));
  }

  synchronized void failed(Identified what, Failure failure) {
    failed++;
    worsen(failure.status());
    boolean again = told.again(failure.kind() + " " + trouble(what), clock.instant());
    reporter.report(new Event.MessageFailed(name(), Parcel.named(what), failure, again));
  }

  /// Messages that did not make it for a reason that is told once for all of them.
  synchronized void failedQuietly(int messages) {
    failed += messages;
  }

  synchronized void failed(Failure failure) {
    worsen(failure.status());
    boolean again = failure.kind() == Failure.Kind.HELD && told.again("held", clock.instant());
    reporter.report(new Event.AccountFailed(name(), failure, again));
  }

  /// The last word.
  synchronized ExitStatus finish() {
    var took = Duration.between(begun, clock.instant());
    var summary =
        new Event.Summary(
            onServerAtFirst,
            delivered,
            octets,
            deleted,
            skipped,
            failed,
            took.isNegative() ? Duration.ZERO : took,
            account.destination().toString(),
            status);
    reporter.report(new Event.Finished(name(), summary));
    return status;
  }

  @Override
  public void close() {
    told.close();
  }

  private void worsen(ExitStatus other) {
    status = status.compareTo(other) < 0 ? other : status;
  }

  /// Names a message across runs, as well as the listing allows.
  private static String trouble(Identified what) {
    return what.id().map(Object::toString).orElse("#" + what.message().number());
  }
}
