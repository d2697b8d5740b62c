package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.popfetch.dovecot.Dovecot;

/// One mailbox and one destination: runs that are disturbed while mail arrives, then runs that are
/// not until one has done all there was to do.
final class Round {
  private static final int MOST_FINAL_RUNS = 6;

  /// What a server says beside the messages, about, in octets.
  private static final long ANSWERS = 2000;

  private static final Duration LINGERING = Duration.ofSeconds(10);

  private final Client client;
  private final Home home;
  private final Tap tap;
  private final Random random;
  private final Set<Fault.Kind> kinds;
  private final Sender sender;
  private final Tally tally = new Tally();
  private final List<String> complaints = new ArrayList<>();
  private int number;

  /// How many octets of letters the client has probably not had yet.
  private long pending;

  Round(Client client, Home home, Dovecot server, Tap tap, Random random, Set<Fault.Kind> kinds)
      throws IOException {
    this.client = client;
    this.home = home;
    this.tap = tap;
    this.random = random;
    this.kinds = kinds;
    // The sender draws from a source of its own: how many letters fit in beside a run depends on
    // the machine, and is not to change what follows.
    this.sender =
        new Sender(
            server, home.directory().getFileName().toString(), new Random(random.nextLong()));
  }

  Tally tally() {
    return tally;
  }

  /// What went wrong beyond what the [Verdict] tells.
  List<String> complaints() {
    return complaints;
  }

  Verdict play() throws IOException, InterruptedException {
    home.make();
    client.configure(home, tap.port(), sender.user());
    send(random.nextInt(8) == 0 ? 600 : 20 + random.nextInt(180));
    int runs = 2 + random.nextInt(10);
    for (int i = 0; i < runs; i++) {
      disturbed(Fault.random(random, kinds), random.nextInt(40));
    }
    complete();
    awaitOrphans();
    Verdict verdict = Verdict.of(sender.sent(), home, sender.onServer());
    tally.round(sender.sent().size(), verdict);
    note(verdict.toString());
    return verdict;
  }

  private void send(int letters) throws IOException {
    long before = sender.octets();
    sender.send(letters);
    pending += sender.octets() - before;
  }

  /// Takes away all that the round left, here and on the server.
  void clear() throws IOException {
    Folder.remove(home.directory());
    leave();
  }

  /// Takes away what it left on the server.
  void leave() throws IOException {
    sender.leave();
  }

  private void disturbed(Fault fault, int letters) throws IOException, InterruptedException {
    number++;
    tap.reset();
    List<Running> runs = new ArrayList<>();
    runs.add(Running.start(client, home, number + ".log"));
    if (fault.kind() == Fault.Kind.TWINS) {
      runs.add(Running.start(client, home, number + ".twin.log"));
    }
    tally.run(runs.size());
    int arrived = awaitMoment(fault, runs.getFirst(), letters);
    boolean struck = strike(fault, runs);
    List<Integer> statuses = Running.ended(runs);
    pending = Math.max(0, pending - tap.octets());
    send(letters - arrived);
    note(
        "%s%s: status %s, %d letters, %d octets"
            .formatted(
                fault,
                struck ? "" : " (came too late)",
                statuses,
                sender.sent().size(),
                tap.octets()));
    judge(statuses, Promise.struckBy(fault.kind()));
    keepHistory();
  }

  /// Waits until it is time to strike, or the run is over; letters arrive meanwhile.
  ///
  /// @return how many did
  private int awaitMoment(Fault fault, Running run, int letters) throws IOException {
    int arrived = 0;
    while (run.goesOn() && !hasCome(fault.moment(), run)) {
      LockSupport.parkNanos(1_000_000);
      if (arrived < letters && due(run, letters) > arrived) {
        send(1);
        arrived++;
      }
    }
    LockSupport.parkNanos(fault.jitter().toNanos());
    return arrived;
  }

  /// How many of the letters should be there by now: all of them after a second.
  private static long due(Running run, int letters) {
    return letters * run.age().toMillis() / 1000;
  }

  private boolean hasCome(Fault.Moment moment, Running run) {
    return switch (moment) {
      case Fault.Moment.Elapsed elapsed -> run.age().compareTo(elapsed.after()) >= 0;
      case Fault.Moment.Received received -> tap.octets() >= received.part() * (ANSWERS + pending);
      case Fault.Moment.Quit() -> tap.quit();
    };
  }

  private boolean strike(Fault fault, List<Running> runs) throws IOException, InterruptedException {
    boolean inTime = runs.stream().anyMatch(Running::goesOn);
    switch (fault.kind()) {
      case KILL, TERM, INT -> runs.getFirst().signal(fault.kind().name());
      case CUT -> tap.cut(false);
      case RESET -> tap.cut(true);
      case TWINS -> {
        if (fault.victim() != Fault.Victim.SECOND) {
          runs.getFirst().signal("KILL");
        }
        if (fault.victim() != Fault.Victim.FIRST) {
          runs.getLast().signal("KILL");
        }
      }
    }
    if (inTime) {
      tally.struck(fault.kind());
    }
    return inTime;
  }

  /// Runs until everything is done, as cron would.
  private void complete() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_FINAL_RUNS; i++) {
      number++;
      tap.reset();
      Running run = Running.start(client, home, number + ".log");
      tally.run(1);
      int status = run.ended();
      note("undisturbed: status " + status);
      judge(List.of(status), Promise.undisturbed());
      if (client.fine().contains(status)) {
        return;
      }
    }
    tally.unfinished();
    complaints.add(MOST_FINAL_RUNS + " undisturbed runs, and none was fine");
  }

  private void judge(List<Integer> statuses, Set<Integer> allowed) {
    for (int status : statuses) {
      if (status == Running.HUNG) {
        tally.hung();
        complaints.add("run " + number + " hung");
      } else if (!allowed.contains(status)) {
        complaints.add("run " + number + " ended with status " + status);
      }
    }
  }

  /// A program that outlived its parent may still be delivering.
  private void awaitOrphans() throws IOException {
    long end = System.nanoTime() + LINGERING.toNanos();
    while (home.situation().target() == Situation.Target.PROGRAM
        && !Folder.files(home.mail().resolve("tmp")).isEmpty()
        && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void keepHistory() throws IOException {
    Folder.copy(home.directory().resolve(".local"), home.history(number + ".state"));
    var names = new StringBuilder();
    for (var name : Folder.files(home.mail())) {
      names.append(name).append('\n');
    }
    Files.writeString(home.history(number + ".mail"), names);
  }

  private void note(String line) throws IOException {
    Files.writeString(
        home.history("diary"),
        "%s run %d: %s%n".formatted(LocalTime.now(ZoneOffset.UTC), number, line),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
