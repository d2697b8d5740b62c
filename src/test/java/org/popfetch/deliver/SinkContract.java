package org.popfetch.deliver;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.AccountName;
import org.popfetch.report.Failed;

/// What every sink promises. Each sink's test inherits it.
abstract class SinkContract {
  @TempDir(factory = InMemory.class)
  Path directory;

  /// Forcing costs nothing in memory, and thousands of simulated crashes do a lot of it.
  static final class InMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "popfetch")
          : Files.createTempDirectory("popfetch");
    }
  }

  /// A sink of a new process; always the same destination, under [#directory].
  abstract Sink sink(MortalDisk life);

  /// What a mail reader sees there: whole messages, one octet per character. In the order of
  /// delivery where the destination has one.
  abstract List<String> mail() throws IOException;

  /// Files that should not be there when nothing is under way, beside [#spool]'s.
  abstract List<Path> strays() throws IOException;

  /// How a message looks there.
  String expected(String sent) {
    return sent.replace("\r\n", "\n");
  }

  /// Whether a crash can make a message arrive twice.
  boolean canBeAsked() {
    return true;
  }

  Path spool(String account) {
    return directory.resolve("state").resolve(account);
  }

  Consignee consignee(String account) {
    return new Consignee(new AccountName(account), "mark" + account, spool(account));
  }

  final List<Path> allStrays() throws IOException {
    var all = new ArrayList<>(strays());
    for (String account : List.of("work", "home")) {
      all.addAll(filesIn(spool(account)));
    }
    return all;
  }

  static List<Path> filesIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  static List<String> oddMessages() {
    return List.of(
        "From: a@b\r\nSubject: plain\r\n\r\nbody\r\n",
        "",
        "\r\n",
        ".\r\n..\r\n...\r\n",
        "no header, no line end",
        "A: b\r\n\r\nno line end",
        "A: b\r\n\r\nends in CR\r",
        "A: b\r\n\r\nNUL \0 and 8-bit \200\377 octets\r\n",
        "A: b\r\n\r\nlone \r CR, lone \n LF, \r\r\n both\n\r\n\r\n",
        crlf(
            "From the start",
            "",
            "From a@b",
            ">From a@b",
            ">>From a@b",
            "From",
            " >From ",
            "> From x"),
        "A: b\r\n\r\n\nFrom a lone LF\nFrom",
        "A: b\r\n\r\n" + ">".repeat(100_000) + "From \r\n" + ">".repeat(100_000) + "\r\n>",
        "A: b\r\n\r\n" + "0123456789".repeat(1_000_000) + "\r\n");
  }

  private static String crlf(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @ParameterizedTest
  @MethodSource("oddMessages")
  void aMessageArrivesWholeOctetByOctet(String sent) throws Exception {
    var life = MortalDisk.immortal();
    var courier = new Courier(consignee("work"));
    courier.run(sink(life), life, List.of(new Letter("odd", sent)));
    assertThat(courier.delivered()).containsExactly("odd");
    // Not isEqualTo on the lists: AssertJ would print ten megabytes.
    assertThat(mail()).hasSize(1);
    assertThat(mail().getFirst().equals(expected(sent))).as("octet by octet").isTrue();
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void aMessageThatWasBrokenOffLeavesNothing() throws Exception {
    Sink sink = sink(MortalDisk.immortal());
    sink.open(false);
    try (Incoming incoming = sink.receive(consignee("work"))) {
      incoming.body().write(new byte[200_000]);
    }
    assertThat(mail()).isEmpty();
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void whatIsStagedButNotCommittedLeavesNothing() throws Exception {
    Sink sink = sink(MortalDisk.immortal());
    var courier = new Courier(consignee("work"));
    sink.open(false);
    Received received = courier.receive(sink, Letter.number(1));
    sink.stage(consignee("work"), List.of(received)).close();
    assertThat(mail()).isEmpty();
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void threeHundredMessagesArriveInOrder() throws Exception {
    List<Letter> letters = IntStream.rangeClosed(1, 300).mapToObj(Letter::number).toList();
    var life = MortalDisk.immortal();
    new Courier(consignee("work")).run(sink(life), life, letters);
    assertThat(mail()).containsExactlyElementsOf(expected(letters));
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void twoAccountsDeliverToOneSinkAtOnce() throws Exception {
    var life = MortalDisk.immortal();
    Sink sink = sink(life);
    List<Letter> work = IntStream.rangeClosed(1, 150).mapToObj(Letter::number).toList();
    List<Letter> home = IntStream.rangeClosed(151, 300).mapToObj(Letter::number).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          threads.invokeAll(
              List.of(delivery("work", sink, life, work), delivery("home", sink, life, home)));
      for (var one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
    var both = new ArrayList<>(expected(work));
    both.addAll(expected(home));
    assertThat(mail()).containsExactlyInAnyOrderElementsOf(both);
    assertThat(allStrays()).isEmpty();
  }

  private Callable<Void> delivery(String account, Sink sink, MortalDisk life, List<Letter> all) {
    var courier = new Courier(consignee(account));
    return () -> {
      for (int i = 0; i < all.size(); i += 10) {
        courier.run(sink, life, all.subList(i, i + 10));
      }
      return null;
    };
  }

  @Test
  void sweepingRemovesOnlyTheAccountsOwnLeftovers() throws Exception {
    Sink sink = sink(MortalDisk.immortal());
    sink.open(false);
    var atWork = new Courier(consignee("work")).receive(sink, Letter.number(1));
    var atHome = new Courier(consignee("home")).receive(sink, Letter.number(2));
    Path notOurs = atWork.file().resolveSibling("not-ours");
    Files.writeString(notOurs, "x");

    sink(MortalDisk.immortal()).sweep(consignee("work"));

    assertThat(atWork.file()).doesNotExist();
    assertThat(atHome.file()).exists();
    assertThat(notOurs).exists();
  }

  @Test
  void anIntentForAnotherPlaceIsFetchedAgain() throws Exception {
    Sink sink = sink(MortalDisk.immortal());
    sink.open(false);
    var foreign =
        List.of(
            new Intent(""),
            new Intent("carrier-pigeon x y"),
            new Intent("maildir /nowhere/at/all 1.M2P3Q4Rx.host"),
            new Intent("mbox /nowhere/at/all 0 10 00 /nowhere"),
            new Intent("mbox /nowhere/at/all 0 x 00 /nowhere"));
    assertThat(sink.settle(consignee("work"), foreign)).containsOnly(Sink.Settled.FETCH_AGAIN);
  }

  /// `kill -9` before each step in turn, then a second run that nobody kills.
  @Test
  void afterACrashAtAnyStepTheNextRunDeliversTheRest() throws Exception {
    List<Letter> letters = IntStream.rangeClosed(1, 3).mapToObj(Letter::number).toList();
    for (long step = 1; crashes(letters, step, 0); step++) {
      assertThat(step).as("the crashes end at some time").isLessThan(1000);
    }
  }

  /// The same, but the second run is killed as well, before each of its steps in turn.
  @Test
  void afterACrashInTheRecoveryFromACrashTheNextRunDeliversTheRest() throws Exception {
    List<Letter> letters = IntStream.rangeClosed(1, 2).mapToObj(Letter::number).toList();
    boolean more = true;
    for (long first = 1; more; first++) {
      more = crashes(letters, first, 0);
      for (long second = 1; more && crashes(letters, first, second); second++) {
        assertThat(second).as("the crashes end at some time").isLessThan(1000);
      }
    }
  }

  /// @return whether the last of the two runs that were to be killed was
  private boolean crashes(List<Letter> letters, long first, long second) throws Exception {
    clear();
    var courier = new Courier(consignee("work"));
    boolean killed = runUntil(first, courier, letters);
    if (second > 0) {
      killed = runUntil(second, courier, letters);
    }
    var life = MortalDisk.immortal();
    courier.run(sink(life), life, letters);
    String when = "killed at step " + first + ", then at " + second;
    assertThat(courier.delivered()).as(when).hasSize(letters.size());
    if (canBeAsked()) {
      assertThat(mail()).as(when).containsExactlyInAnyOrderElementsOf(expected(letters));
    } else {
      assertThat(mail()).as(when).containsAll(expected(letters));
      assertThat(mail()).as(when).hasSizeLessThanOrEqualTo(letters.size() + (second > 0 ? 2 : 1));
    }
    courier.run(sink(life), life, List.of());
    assertThat(allStrays()).as(when).isEmpty();
    return killed;
  }

  private boolean runUntil(long step, Courier courier, List<Letter> letters) throws IOException {
    var life = new MortalDisk(step);
    try {
      courier.run(sink(life), life, letters);
    } catch (Failed | IOException | MortalDisk.Died e) {
      assertThat(life.isDead()).as("nothing else goes wrong: %s", e).isTrue();
    }
    return life.isDead();
  }

  /// Makes [#directory] empty.
  void clear() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }

  final List<String> expected(List<Letter> letters) {
    return letters.stream().map(letter -> expected(letter.sent())).toList();
  }

  /// The steps, but for what is above the test's own directory: that depends on the machine.
  String trail(MortalDisk life) {
    return life.taken().stream()
        .filter(step -> !directory.startsWith(step.target()))
        .map(step -> step.kind() + " " + step.target().getFileName())
        .collect(joining("\n"));
  }
}
