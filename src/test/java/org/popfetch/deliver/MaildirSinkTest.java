package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.os.Disk;
import org.popfetch.os.RealDisk;
import org.popfetch.os.Step;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

class MaildirSinkTest extends SinkContract {
  @Override
  Sink sink(MortalDisk life) {
    return new MaildirSink(life.disk(), maildir());
  }

  private Path maildir() {
    return directory.resolve("Mail/with blank %41");
  }

  private Sink sink(Disk.StepListener listener) {
    return new MaildirSink(new RealDisk(listener), maildir());
  }

  @Override
  List<String> mail() throws IOException {
    var files = new ArrayList<>(filesIn(maildir().resolve("new")));
    files.addAll(filesIn(maildir().resolve("cur")));
    files.sort(Comparator.comparingLong(MaildirSinkTest::number));
    var mail = new ArrayList<String>();
    for (Path file : files) {
      mail.add(Files.readString(file, ISO_8859_1));
    }
    return mail;
  }

  /// The number of the delivery in this process.
  private static long number(Path file) {
    var matcher = Pattern.compile(".*Q(\\d+)R.*").matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  @Override
  List<Path> strays() throws IOException {
    return filesIn(maildir().resolve("tmp"));
  }

  @Test
  void directoriesAndFilesArePrivate() throws Exception {
    deliver(Letter.number(1));
    for (String name : List.of("", "cur", "new", "tmp", "..")) {
      assertThat(permissions(maildir().resolve(name))).isEqualTo("rwx------");
    }
    assertThat(permissions(filesIn(maildir().resolve("new")).getFirst())).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /// Each meets the others' half-made directories.
  @Test
  void manyAccountsMakeOneMaildirAtOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      Path made = directory.resolve("Mail-" + i);
      Callable<Void> open =
          () -> {
            new MaildirSink(new RealDisk(), made).open(false);
            return null;
          };
      try (var threads = Executors.newFixedThreadPool(8)) {
        for (var opened : threads.invokeAll(Collections.nCopies(8, open))) {
          opened.get();
        }
      }
    }
  }

  @Test
  void everythingIsForcedBeforeItIsReliedUpon() throws Exception {
    Files.createDirectory(directory.resolve("Mail"));
    var life = MortalDisk.immortal();
    new Courier(consignee("work")).run(sink(life), life, List.of(Letter.number(1)));
    String file = filesIn(maildir().resolve("new")).getFirst().getFileName().toString();
    assertThat(trail(life).replace(file, "FILE"))
        .isEqualTo(
            """
            MAKE_DIRECTORY with blank %41
            FORCE_DIRECTORY Mail
            MAKE_DIRECTORY tmp
            FORCE_DIRECTORY with blank %41
            MAKE_DIRECTORY cur
            FORCE_DIRECTORY with blank %41
            MAKE_DIRECTORY new
            FORCE_DIRECTORY with blank %41
            FORCE_DIRECTORY with blank %41
            FORCE_DIRECTORY Mail
            CREATE FILE
            WRITE FILE
            FORCE FILE
            FORCE_DIRECTORY tmp
            RENAME FILE
            FORCE_DIRECTORY new\
            """);
  }

  @Test
  void aBatchSharesTheForcingOfDirectories() throws Exception {
    var life = MortalDisk.immortal();
    var courier = new Courier(consignee("work"));
    courier.run(sink(life), life, List.of(Letter.number(0)));
    int before = life.taken().size();
    courier.run(sink(life), life, IntStream.range(1, 101).mapToObj(Letter::number).toList());
    assertThat(life.taken().size() - before)
        .as("create, write, force, rename")
        .isEqualTo(4 * 100 + 2);
  }

  @Test
  void namesBearTheRunAndTheAccount() throws Exception {
    deliver(Letter.number(1));
    assertThat(filesIn(maildir().resolve("new")).getFirst().getFileName().toString())
        .matches(
            "\\d{10}\\.M\\d{1,6}P" + ProcessHandle.current().pid() + "Q\\d+Rmarkwork\\.[^/:]+");
  }

  @ParameterizedTest
  @CsvSource({"a/b:c, a\\057b\\072c", "host.example, host.example", "'a b\u00e9', a_b_"})
  void hostNamesAreSafeInFileNames(String host, String safe) {
    assertThat(UniqueNames.safeHost(host)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource({
    "new, ''",
    "new, ':2,'",
    "new, ':2,S'",
    "cur, ''",
    "cur, ':2,'",
    "cur, ':2,FRS'",
    "cur, ':1,x'"
  })
  void aMessageThatAMailReaderMovedIsNotFetchedAgain(String where, String flags) throws Exception {
    Intent intent = stagedIntent(MortalDisk.immortal());
    Path tmp = strays().getFirst();
    Files.move(tmp, maildir().resolve(where).resolve(tmp.getFileName() + flags));
    assertThat(settle(intent)).isEqualTo(Sink.Settled.DELIVERED);
    assertThat(mail()).hasSize(1);
  }

  @Test
  void aMessageThatSomebodyCleanedAwayIsFetchedAgain() throws Exception {
    Intent intent = stagedIntent(MortalDisk.immortal());
    Files.delete(strays().getFirst());
    assertThat(settle(intent)).isEqualTo(Sink.Settled.FETCH_AGAIN);
  }

  @Test
  void aMessageThatIsStillStagedIsDelivered() throws Exception {
    Intent intent = stagedIntent(MortalDisk.immortal());
    assertThat(settle(intent)).isEqualTo(Sink.Settled.DELIVERED);
    assertThat(settle(intent)).as("asked again").isEqualTo(Sink.Settled.DELIVERED);
    assertThat(mail()).containsExactly(expected(Letter.number(1).sent()));
  }

  @Test
  void aMaildirThatIsMissingIsNotMadeAnew() throws Exception {
    Intent intent = stagedIntent(MortalDisk.immortal());
    Files.move(maildir(), directory.resolve("elsewhere"));
    for (boolean empty : List.of(false, true)) {
      if (empty) {
        Files.createDirectory(maildir()); // the mount point without its disk
      }
      assertThatThrownBy(() -> settle(intent))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("mounted?");
      assertThatThrownBy(() -> sink(MortalDisk.immortal()).open(true))
          .isInstanceOfSatisfying(
              Failed.class,
              e -> {
                assertThat(e.failure().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
                assertThat(e.failure().cause())
                    .isEqualTo(
                        maildir() + " was there before and is missing now: is its disk mounted?");
              });
    }
    assertThat(filesIn(maildir())).isEmpty();
  }

  @Test
  void aFileIsNoMaildir() throws Exception {
    Files.createDirectory(directory.resolve("Mail"));
    Files.writeString(maildir(), "From a@b");
    assertCannotOpen("is a file, and no Maildir");
    assertThat(Files.readString(maildir())).isEqualTo("From a@b");
  }

  @Test
  void aDirectoryWithOtherThingsIsNoMaildir() throws Exception {
    Files.createDirectories(maildir());
    Files.writeString(maildir().resolve("letter.txt"), "Dear");
    assertCannotOpen("holds other things, and is no Maildir");
    assertThat(filesIn(maildir())).hasSize(1);
  }

  @Test
  void aMaildirThatMayNotBeWrittenIsRefusedBeforeFetching() throws Exception {
    sink(MortalDisk.immortal()).open(false);
    Path fresh = maildir().resolve("new");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-x------"));
    assumeThat(Files.isWritable(fresh)).as("root may write everywhere").isFalse();
    assertCannotOpen("permission denied: " + fresh);
  }

  private void assertCannotOpen(String cause) {
    assertThatThrownBy(() -> sink(MortalDisk.immortal()).open(false))
        .isInstanceOfSatisfying(
            Failed.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN);
              assertThat(e.failure().cause()).contains(cause);
            });
  }

  @Test
  void aFullDiskIsToldInPlainWordsAndLeavesNothing() throws Exception {
    Sink sink = sink(failingAt(Step.Kind.WRITE, "No space left on device"));
    sink.open(false);
    try (Incoming incoming = sink.receive(consignee("work"))) {
      assertThatThrownBy(() -> incoming.body().write(new byte[1_000_000]))
          .isInstanceOfSatisfying(
              IOException.class,
              e ->
                  assertThat(sink.failure(consignee("work"), e))
                      .hasToString(
                          "delivering to "
                              + maildir()
                              + ": no space left on device; nothing was lost, free some space and"
                              + " run again"));
    }
    assertThat(allStrays()).isEmpty();
    assertThat(mail()).isEmpty();
  }

  @Test
  void aFullDiskAtTheRenameRefusesTheMessageAndTheRest() throws Exception {
    var courier = new Courier(consignee("work"));
    courier.run(
        sink(failingAt(Step.Kind.RENAME, "No space left on device")),
        MortalDisk.immortal(),
        List.of(Letter.number(1)));
    assertThat(courier.broken()).isTrue();
    assertThat(courier.refused().values())
        .extracting(Failure::kind)
        .containsExactly(Failure.Kind.DELIVERY);
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void oneFileThatVanishedDoesNotHarmTheOthers() throws Exception {
    Sink sink = sink(MortalDisk.immortal());
    sink.open(false);
    var courier = new Courier(consignee("work"));
    var batch =
        List.of(courier.receive(sink, Letter.number(1)), courier.receive(sink, Letter.number(2)));
    try (Staged staged = sink.stage(consignee("work"), batch)) {
      Files.delete(batch.getFirst().file());
      assertThat(staged.commit())
          .satisfiesExactly(
              refused ->
                  assertThat(refused)
                      .isInstanceOfSatisfying(
                          Outcome.Refused.class, r -> assertThat(r.broken()).isFalse()),
              delivered -> assertThat(delivered).isEqualTo(new Outcome.Delivered()));
    }
    assertThat(mail()).containsExactly(expected(Letter.number(2).sent()));
  }

  @Test
  void whenTheLastForcingFailsRecoveryDecides() throws Exception {
    var life = MortalDisk.immortal();
    var courier = new Courier(consignee("work"));
    Disk.StepListener failing =
        step -> {
          if (step.kind() == Step.Kind.FORCE_DIRECTORY
              && !filesIn(maildir().resolve("new")).isEmpty()) {
            throw new IOException("Input/output error");
          }
        };
    assertThatThrownBy(() -> courier.run(sink(failing), life, List.of(Letter.number(1))))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("nput/output error");
    assertThat(courier.open()).hasSize(1);
    courier.run(sink(life), life, List.of(Letter.number(1)));
    assertThat(mail()).hasSize(1);
  }

  static Disk.StepListener failingAt(Step.Kind kind, String why) {
    return step -> {
      if (step.kind() == kind) {
        throw new IOException(why);
      }
    };
  }

  private void deliver(Letter letter) throws Exception {
    var life = MortalDisk.immortal();
    new Courier(consignee("work")).run(sink(life), life, List.of(letter));
  }

  /// An intent whose message is staged, by a process that died then.
  private Intent stagedIntent(MortalDisk life) throws Exception {
    Sink sink = sink(life);
    sink.open(false);
    Received received = new Courier(consignee("work")).receive(sink, Letter.number(1));
    return sink.stage(consignee("work"), List.of(received)).intents().getFirst();
  }

  private Sink.Settled settle(Intent intent) throws Failed {
    return sink(MortalDisk.immortal()).settle(consignee("work"), List.of(intent)).getFirst();
  }
}
