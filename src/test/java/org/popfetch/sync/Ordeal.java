package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.account.Keep;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;
import org.popfetch.seen.StateDirectory;
import org.popfetch.testing.Life;

/// One [Situation] with a server and a machine of its own, in which runs are lived and die, one
/// after the other; and what has to be true after that.
final class Ordeal implements AutoCloseable {
  private static final Duration MOST = Duration.ofSeconds(60);

  /// As a sound delivery program does it: a message is there whole, or not at all.
  private static final String PROGRAM =
      """
      #!/bin/sh
      box=${0%/*}/box
      cat >"$box/part.$$" && mv "$box/part.$$" "$box/$POPFETCH_UID.$$"
      """;

  final Situation situation;
  final Bench bench;
  final DemoMailbox mailbox = new DemoMailbox("me", "abracadabra");
  final Letters letters = new Letters();

  /// The disk that popfetch knows; a delivery program has its own beside it.
  final Path disk;

  private final Path root;
  private final DemoServer server;
  private final Account account;
  private ExitStatus status = ExitStatus.OK;

  /// @param root an empty directory that is there, without links in its path
  Ordeal(Path root, Situation situation) throws IOException {
    this.root = root;
    this.situation = situation;
    this.disk = Files.createDirectories(root.resolve("disk"));
    // The run has to make this directory too.
    this.bench = new Bench(disk.resolve("home"));
    this.server = DemoServer.start(DemoOptions.serving(mailbox));
    this.account = situation.account(bench, root.resolve("deliver"), server.port());
    if (situation.kind() == Situation.Kind.PIPE) {
      Files.createDirectories(box());
      Path program = Files.writeString(root.resolve("deliver"), PROGRAM);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
    letters.all().forEach(letter -> mailbox.add(DemoMessage.text(letter)));
  }

  /// The same, with the earlier run behind it where the situation has one.
  static Ordeal begin(Path root, Situation situation) throws IOException {
    var ordeal = new Ordeal(Files.createDirectories(root).toRealPath(), situation);
    if (situation.fetchedBefore()) {
      ordeal.mailbox.remove(Letters.uid(Letters.COUNT));
      ordeal.bench.sync(ordeal.account.withKeep(new Keep.Forever()));
      ordeal.mailbox.add(
          Letters.uid(Letters.COUNT), DemoMessage.text(ordeal.letters.all().getLast()));
    }
    return ordeal;
  }

  private Path box() {
    return root.resolve("box");
  }

  Account account() {
    return account;
  }

  /// How the last run ended.
  ExitStatus status() {
    return status;
  }

  /// Lives a run to its end, or to its death: its connections end with it.
  Life live(Life life) {
    bench.stop = new Stop();
    life.ending(bench.stop::expire);
    bench.steps = life;
    bench.alsoHeardBy =
        event -> {
          if (event instanceof Event.Dialogue(_, boolean fromServer, String line)) {
            life.hears(fromServer, line);
          }
        };
    status = bench.sync(account).status();
    awaitNobody();
    return life;
  }

  /// The server may still be at what a dead run sent last.
  private void awaitNobody() {
    long deadline = System.nanoTime() + MOST.toNanos();
    while (server.connections() > 0 || mailbox.inUse()) {
      assertThat(System.nanoTime()).as("the server notices the end").isLessThan(deadline);
      LockSupport.parkNanos(100_000);
    }
  }

  /// A run that nothing befalls does all that is left to do.
  Life finish() {
    Life life = live(Life.whole(disk));
    assertThat(status).isEqualTo(ExitStatus.OK);
    return life;
  }

  /// What arrived: the number of each letter, as often as it is there byte for byte. Whatever else
  /// is there fails the test.
  List<Integer> arrived() throws IOException {
    return letters.numbers(contents());
  }

  /// Each message file, or each message of the mbox without what an mbox puts around it.
  List<String> contents() throws IOException {
    var contents = new ArrayList<String>();
    switch (situation.kind()) {
      case MAILDIR -> {
        for (String folder : List.of("new", "cur", ".Archive/cur")) {
          Bench.files(bench.maildir().resolve(folder)).forEach(f -> contents.add(Bench.read(f)));
        }
      }
      case MBOX -> {
        if (Files.exists(bench.mbox())) {
          contents.addAll(Letters.inMbox(Bench.read(bench.mbox())));
        }
      }
      case PIPE -> Bench.files(box()).forEach(file -> contents.add(Bench.read(file)));
    }
    return contents;
  }

  /// What the state says was delivered, by number. Changes nothing.
  Set<Integer> remembered() throws Failed {
    Seen seen = bench.state().peek(account.name(), Mailbox.of(account));
    var numbers = new HashSet<Integer>();
    for (SeenMessage one : seen.all()) {
      assertThat(one.how()).isEqualTo(SeenMessage.How.DELIVERED);
      numbers.add(Letters.number(one.id().text()));
    }
    return numbers;
  }

  /// Whether the state knows that something went, or may have gone, to the destination.
  boolean isKnown() throws Failed, IOException {
    Seen seen = bench.state().peek(account.name(), Mailbox.of(account));
    return seen.learnt(Facts.deliveredTo(account.destination())).isPresent();
  }

  /// Whether a message may be on its way to the destination. Looks into a copy of the state,
  /// because to open it is to mend it.
  boolean hasOpenIntents() throws IOException, Failed {
    if (!Files.exists(bench.stateDirectory())) {
      return false;
    }
    Path copy = root.resolve("state-to-look-at");
    copy(bench.stateDirectory(), copy);
    var state = new StateDirectory(copy, new RealDisk(), Clock.fixed(bench.now, ZoneOffset.UTC));
    try (Ledger ledger = state.open(account)) {
      return !ledger.unsettled().isEmpty();
    } finally {
      delete(copy);
    }
  }

  /// What is gone from the server or remembered as delivered is here, whole.
  void checkNothingLost() throws IOException, Failed {
    var gone = new HashSet<>(Letters.numbers());
    mailbox.uids().forEach(uid -> gone.remove(Letters.number(uid)));
    List<Integer> here = letters.begun(contents());
    assertThat(here).as("gone from the server, so here").containsAll(gone);
    assertThat(here).as("remembered as delivered, so here").containsAll(remembered());
  }

  /// All is done, once each, and nothing lies about.
  void checkDone() throws IOException, Failed {
    assertThat(arrived()).containsExactlyElementsOf(Letters.numbers());
    checkTidy();
  }

  /// All is done, each message at most `most` times in addition to the first altogether.
  void checkDone(int most) throws IOException, Failed {
    List<Integer> arrived = arrived();
    assertThat(arrived).containsAll(Letters.numbers());
    assertThat(arrived).hasSizeLessThanOrEqualTo(Letters.COUNT + most);
    checkTidy();
  }

  /// No private file lies about, and the server and the state are as they should be.
  void checkTidy() throws IOException, Failed {
    assertThat(bench.leftovers()).isEmpty();
    assertThat(Bench.files(bench.stateDirectory().resolve("work")))
        .extracting(file -> String.valueOf(file.getFileName()))
        .isSubsetOf("journal", "lock", "snapshot", "spool", "told");
    assertThat(mailbox.count()).isEqualTo(situation.keep() ? Letters.COUNT : 0);
    assertThat(remembered()).containsExactlyInAnyOrderElementsOf(Letters.numbers());
    assertThat(bench.remembered(account)).noneMatch(line -> line.contains("intended"));
  }

  /// A part of a test.
  @FunctionalInterface
  interface Part {
    void run() throws IOException, Failed;
  }

  /// Runs what comes after some deaths. Where it fails, they are told.
  void afterwards(String deaths, Part part) throws IOException, Failed {
    try {
      part.run();
    } catch (AssertionError | IOException | Failed | RuntimeException e) {
      throw new AssertionError(situation + ": " + deaths + ": " + e.getMessage(), e);
    }
  }

  /// What a moment looks like on the disk and on the server.
  record Moment(Path copy, Set<Integer> onServer) {}

  Moment save() throws IOException {
    Path copy = root.resolveSibling(root.getFileName() + ".saved");
    copy(root, copy);
    var onServer = new HashSet<Integer>();
    mailbox.uids().forEach(uid -> onServer.add(Letters.number(uid)));
    return new Moment(copy, onServer);
  }

  /// Brings it back.
  void restore(Moment moment) throws IOException {
    copy(moment.copy, root);
    Letters.numbers().forEach(number -> mailbox.remove(Letters.uid(number)));
    for (int number : moment.onServer.stream().sorted().toList()) {
      mailbox.add(Letters.uid(number), DemoMessage.text(letters.letter(number)));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    delete(to);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /// Ends the server, and takes all files away.
  @Override
  public void close() throws IOException {
    server.close();
    delete(root);
    delete(root.resolveSibling(root.getFileName() + ".saved"));
  }

  static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }
}
