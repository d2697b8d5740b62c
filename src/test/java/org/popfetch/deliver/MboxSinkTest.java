package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.account.Destination;
import org.popfetch.message.Envelope;
import org.popfetch.os.Disk;
import org.popfetch.os.RealDisk;
import org.popfetch.os.RealPrograms;
import org.popfetch.os.Step;
import org.popfetch.os.ThisProcess;
import org.popfetch.report.Event;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Reporter;

class MboxSinkTest extends SinkContract {
  private static final String FROM = "From a@b Sun Nov  1 07:02:33 2026\n";
  private static final String FOREIGN =
      "From x@y Sun Nov  1 08:00:00 2026\nSubject: foreign\n\nHi\n\n";

  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  Sink sink(MortalDisk life) {
    return sink(life, Duration.ofSeconds(30));
  }

  private Sink sink(Disk.StepListener listener, Duration patience) {
    Reporter reporter = events::add;
    return new MboxSink(new RealDisk(listener), mbox(), patience, reporter);
  }

  private Path folder() {
    return directory.resolve("with blank");
  }

  private Path mbox() {
    return folder().resolve("m %41 box");
  }

  private Path dotLock() {
    return mbox().resolveSibling("m %41 box.lock");
  }

  @Override
  List<String> mail() throws IOException {
    if (!Files.exists(mbox())) {
      return List.of();
    }
    String text = Files.readString(mbox(), ISO_8859_1);
    var mail = new ArrayList<String>();
    int start = 0;
    while (start < text.length()) {
      assertThat(text.startsWith("From ", start)).isTrue();
      int next = text.indexOf("\n\nFrom ", start);
      int end = next < 0 ? text.length() : next + 2;
      String body = text.substring(text.indexOf('\n', start) + 1, end);
      assertThat(body.endsWith("\n")).isTrue();
      mail.add(unquoted(body.substring(0, body.length() - 1)));
      start = end;
    }
    return mail;
  }

  private static String unquoted(String body) {
    // Not by a regular expression: possessive or not, a run of 100 000 '>' is too much for it.
    var unquoted = new StringBuilder();
    for (int i = 0; i < body.length(); ) {
      int end = body.indexOf('\n', i) < 0 ? body.length() : body.indexOf('\n', i) + 1;
      int letter = i;
      while (letter < end && body.charAt(letter) == '>') {
        letter++;
      }
      boolean quoted = letter > i && body.startsWith("From ", letter);
      unquoted.append(body, quoted ? i + 1 : i, end);
      i = end;
    }
    return unquoted.toString();
  }

  @Override
  String expected(String sent) {
    String converted = super.expected(sent);
    return converted.isEmpty() || converted.endsWith("\n") ? converted : converted + "\n";
  }

  @Override
  List<Path> strays() throws IOException {
    return filesIn(folder()).stream().filter(file -> !file.equals(mbox())).toList();
  }

  @Test
  void aMessageLooksAsAnMboxWantsIt() throws Exception {
    deliver(new Letter("uid1", "A: b\r\n\r\nFrom x\r\n>From y\r\nFromage\r\nend"));
    assertThat(Files.readString(mbox()))
        .isEqualTo(FROM + "A: b\n\n>From x\n>>From y\nFromage\nend\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', MAILER-DAEMON",
    "a@b, a@b",
    "'a b\t@c', a-b-@c",
    "gr\u00fc\u00df@b, gr\u00fc\u00df@b"
  })
  void theFromLineNamesTheSender(String sender, String shown) {
    var envelope = new Envelope("u", sender, 0, Instant.parse("2026-12-24T23:59:01Z"));
    assertThat(new String(FromLine.of(envelope), StandardCharsets.UTF_8))
        .isEqualTo("From " + shown + " Thu Dec 24 23:59:01 2026\n");
  }

  @Test
  void theFromLineIsShortHoweverLongTheSender() {
    var envelope = new Envelope("u", "\u20ac".repeat(10_000), 0, Instant.EPOCH);
    assertThat(FromLine.of(envelope)).hasSizeLessThan(FromLine.MOST);
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'\n', '\n'", "'\n\n', ''", "'x', '\n\n'", "'x\n', '\n'", "'x\n\n', ''"})
  void anEmptyLineIsPutBeforeTheFirstMessageWhereItIsMissing(String end, String added)
      throws Exception {
    Files.createDirectories(folder());
    Files.writeString(mbox(), end);
    deliver(new Letter("uid1", ""));
    assertThat(Files.readString(mbox())).isEqualTo(end + added + FROM + "\n");
  }

  @Test
  void whatIsReliedUponIsForcedBefore() throws Exception {
    Files.createDirectories(folder());
    var life = MortalDisk.immortal();
    var courier = new Courier(consignee("work"));
    Files.createDirectories(spool("work"));
    courier.run(sink(life), life, List.of(Letter.number(1)));
    assertThat(trail(life).replaceAll("\\d+\\.M\\d\\S+", "NAME"))
        .isEqualTo(
            """
            CREATE m %41 box
            FORCE_DIRECTORY with blank
            CREATE NAME
            WRITE NAME
            WRITE NAME
            FORCE NAME
            FORCE_DIRECTORY work
            LOCK m %41 box
            CREATE m %41 box.lock.NAME
            WRITE m %41 box.lock.NAME
            FORCE m %41 box.lock.NAME
            LINK m %41 box.lock
            REMOVE m %41 box.lock.NAME
            WRITE m %41 box
            FORCE m %41 box
            REMOVE NAME
            REMOVE m %41 box.lock\
            """);
  }

  @Test
  void theMboxAndItsSpoolArePrivate() throws Exception {
    deliver(Letter.number(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mbox())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool("work"))))
        .isEqualTo("rwx------");
  }

  // Locks

  @Test
  void theDotLockNamesProcessAndHostWhileTheMboxIsHeld() throws Exception {
    try (Staged _ = staged(sink(MortalDisk.immortal()))) {
      assertThat(Files.readString(dotLock()))
          .isEqualTo(
              ProcessHandle.current().pid()
                  + " "
                  + UniqueNames.safeHost(ThisProcess.current().host())
                  + "\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dotLock())))
          .isEqualTo("rw-------");
    }
    assertThat(dotLock()).doesNotExist();
  }

  @Test
  void aDotLockOfADeadProcessOfThisHostIsRemoved() throws Exception {
    dotLockOf(deadProcess() + " " + ThisProcess.current().host() + "\n");
    deliver(Letter.number(1));
    assertThat(mail()).hasSize(1);
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void sweepingRemovesADotLockOfADeadProcessEvenWhenNothingIsDelivered() throws Exception {
    sink(MortalDisk.immortal()).open(false);
    dotLockOf(deadProcess() + " " + ThisProcess.current().host() + "\n");
    sink(MortalDisk.immortal()).sweep(consignee("work"));
    assertThat(dotLock()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "'1 HOST\n', process 1 on HOST",
    "'DEAD elsewhere.example\n', process DEAD on elsewhere.example",
    "'DEAD', another program (",
    "'', another program (",
    "'\u001b[2J HOST', another program (",
    "'99999999999999999999 HOST', another program (",
  })
  void anybodyElsesDotLockIsRespected(String content, String by) throws Exception {
    String dead = Long.toString(deadProcess());
    String host = ThisProcess.current().host();
    String written = content.replace("HOST", host).replace("DEAD", dead);
    dotLockOf(written);
    Sink sink = sink(MortalDisk.immortal(), Duration.ofMillis(120));
    assertLocked(sink, by.replace("HOST", host).replace("DEAD", dead));
    assertThat(Files.readString(dotLock())).isEqualTo(written);
    sink.sweep(consignee("work"));
    assertThat(dotLock()).exists();
    Files.delete(dotLock());
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void theKernelsLockOfAnotherProgramIsRespected() throws Exception {
    sink(MortalDisk.immortal()).open(false);
    try (var other = FileChannel.open(mbox(), StandardOpenOption.WRITE);
        var _ = other.lock()) {
      assertLocked(sink(MortalDisk.immortal(), Duration.ofMillis(120)), "another program");
    }
    deliver(Letter.number(1));
    assertThat(mail()).hasSize(1);
  }

  @Test
  void anotherProcessSeesTheKernelsLock() throws Exception {
    assumeThat(Path.of("/usr/bin/python3")).exists();
    String test =
        """
        import fcntl,sys
        try:
          fcntl.lockf(open(sys.argv[1],'r+'), fcntl.LOCK_EX|fcntl.LOCK_NB)
          print('free')
        except OSError:
          print('locked')
        """;
    try (Staged staged = staged(sink(MortalDisk.immortal()))) {
      assertThat(output("/usr/bin/python3", "-c", test, mbox().toString())).isEqualTo("locked\n");
      staged.commit();
      assertThat(output("/usr/bin/python3", "-c", test, mbox().toString())).isEqualTo("locked\n");
    }
    assertThat(output("/usr/bin/python3", "-c", test, mbox().toString())).isEqualTo("free\n");
  }

  private static String output(String... argv) throws IOException {
    try (var output = new ProcessBuilder(argv).start().getInputStream()) {
      return new String(output.readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void anotherAccountOfThisRunWaitsForItsTurn() throws Exception {
    Sink sink = sink(MortalDisk.immortal());
    Staged first = staged(sink);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var second = threads.submit(() -> staged(sink(MortalDisk.immortal())));
      assertThat(second.isDone()).isFalse();
      first.commit();
      first.close();
      second.get().close();
    }
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void anAccountThatHoldsTheMboxTooLongIsNotWaitedForForEver() throws Exception {
    try (Staged _ = staged(sink(MortalDisk.immortal()))) {
      assertLocked(
          sink(MortalDisk.immortal(), Duration.ofMillis(50)), "another account of this run");
    }
  }

  @Test
  void whereDotLocksAreForbiddenFcntlMustDoAndThatIsSaidOnce() throws Exception {
    Disk.StepListener forbidding =
        step -> {
          if (step.kind() == Step.Kind.CREATE && step.target().toString().contains(".lock.")) {
            throw new AccessDeniedException(step.target().toString());
          }
        };
    Sink sink = sink(forbidding, Duration.ZERO);
    var courier = new Courier(consignee("work"));
    courier.run(sink, MortalDisk.immortal(), List.of(Letter.number(1)));
    courier.run(sink, MortalDisk.immortal(), List.of(Letter.number(2)));
    assertThat(mail()).hasSize(2);
    assertThat(events)
        .containsExactly(
            new Event.Notice(
                consignee("work").account(),
                dotLock() + " may not be made, so " + mbox() + " is locked by fcntl alone"));
  }

  @Test
  void whereThereAreNoHardLinksTheDotLockIsMadeAllTheSame() throws Exception {
    Disk.StepListener vfat =
        step -> {
          if (step.kind() == Step.Kind.LINK) {
            throw new FileSystemException(
                step.target().toString(), null, "Operation not permitted");
          }
        };
    try (Staged _ = staged(sink(vfat, Duration.ZERO))) {
      assertThat(dotLock()).exists();
    }
    assertThat(allStrays()).isEmpty();
  }

  // Trouble

  @Test
  void anMboxThatIsMissingIsNotMadeAnew() throws Exception {
    Intent intent = intentOf(List.of(Letter.number(1))).getFirst();
    Files.delete(mbox());
    Sink sink = sink(MortalDisk.immortal());
    assertThatThrownBy(() -> sink.open(true))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN))
        .hasMessageContaining("is its disk mounted?");
    assertThatThrownBy(() -> sink.settle(consignee("work"), List.of(intent)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("is its disk mounted?");
    assertThat(mbox()).doesNotExist();
  }

  @Test
  void aDirectoryIsNoMbox() throws Exception {
    Files.createDirectories(mbox());
    assertThatThrownBy(() -> sink(MortalDisk.immortal()).open(false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("is a folder, so it cannot be an mbox");
  }

  @Test
  void aFullDiskLeavesTheMboxAsItWas() throws Exception {
    deliver(Letter.number(1));
    String before = Files.readString(mbox(), ISO_8859_1);
    // The second message's second piece does not fit.
    var full = new FullAfter(mbox(), 2);
    var courier = new Courier(consignee("work"));
    Letter large = new Letter("uid3", "A: b\r\n\r\n" + "x".repeat(600_000) + "\r\n");
    courier.run(
        sink(full, Duration.ZERO),
        MortalDisk.immortal(),
        List.of(Letter.number(2), large, Letter.number(4)));

    assertThat(courier.delivered()).containsExactly("uid2");
    assertThat(courier.broken()).isTrue();
    assertThat(courier.refused().keySet()).containsExactly("uid3", "uid4");
    assertThat(courier.refused().values())
        .extracting(Failure::toString)
        .containsOnly(
            "delivering to "
                + mbox()
                + ": no space left on device; nothing was lost, free some space and run again");
    assertThat(Files.readString(mbox(), ISO_8859_1))
        .isEqualTo(before + FROM + expected(quoted(Letter.number(2))) + "\n");
    assertThat(allStrays()).isEmpty();

    courier.run(
        sink(MortalDisk.immortal()), MortalDisk.immortal(), List.of(large, Letter.number(4)));
    assertThat(mail()).hasSize(4);
  }

  private static String quoted(Letter letter) {
    return Pattern.compile("(?m)^(>*From )")
        .matcher(letter.sent())
        .replaceAll(">$1")
        .replace(">From: ", "From: ");
  }

  /// A disk that takes so many writes to a file and then is full, until it is truncated.
  private static final class FullAfter implements Disk.StepListener {
    private final Path file;
    private int left;

    FullAfter(Path file, int writes) {
      this.file = file;
      this.left = writes;
    }

    @Override
    public void before(Step step) throws IOException {
      if (step.kind() == Step.Kind.WRITE && step.target().equals(file) && left-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void aFullDiskUnderTheSpoolIsTheSinksFault() throws Exception {
    Sink sink =
        sink(MaildirSinkTest.failingAt(Step.Kind.WRITE, "Disk quota exceeded"), Duration.ZERO);
    sink.open(false);
    try (Incoming incoming = sink.receive(consignee("work"))) {
      assertThatThrownBy(() -> incoming.body().write(new byte[1_000_000]))
          .isInstanceOfSatisfying(
              IOException.class,
              e ->
                  assertThat(sink.failure(consignee("work"), e))
                      .hasToString(
                          "delivering to "
                              + mbox()
                              + " by way of "
                              + consignee("work").spool()
                              + ": disk quota exceeded; nothing was lost, free some space and run"
                              + " again"));
    }
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void whenTheForcingFailsRecoveryDecides() throws Exception {
    var life = MortalDisk.immortal();
    Disk.StepListener failing =
        step -> {
          if (step.kind() == Step.Kind.FORCE && step.target().equals(mbox())) {
            throw new IOException("Input/output error");
          }
        };
    var courier = new Courier(consignee("work"));
    assertThatThrownBy(
            () -> courier.run(sink(failing, Duration.ZERO), life, List.of(Letter.number(1))))
        .isInstanceOf(Failed.class);
    assertThat(courier.open()).hasSize(1);
    courier.run(sink(life), life, List.of(Letter.number(1)));
    assertThat(mail()).hasSize(1);
    assertThat(allStrays()).isEmpty();
  }

  @Test
  void whoeverIgnoresTheLocksDoesNotGetTornMail() throws Exception {
    try (Staged staged = staged(sink(MortalDisk.immortal()))) {
      Files.writeString(mbox(), FOREIGN);
      assertThat(staged.commit())
          .singleElement()
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              r -> assertThat(r.failure().kind()).isEqualTo(Failure.Kind.DELIVERY_LATER));
    }
    assertThat(Files.readString(mbox())).isEqualTo(FOREIGN);
  }

  // Recovery

  /// What stands in the mbox after the crash: so many octets of our three messages.
  @Test
  void recoveryCompletesWhateverPartWasWritten() throws Exception {
    List<Letter> letters = List.of(Letter.number(1), Letter.number(2), Letter.number(3));
    List<Intent> intents = intentOf(letters);
    String whole = whole(letters);
    for (int written = 0; written <= whole.length(); written++) {
      Files.writeString(mbox(), whole.substring(0, written), ISO_8859_1);
      assertThat(settle(intents)).containsOnly(Sink.Settled.DELIVERED);
      assertThat(Files.readString(mbox(), ISO_8859_1)).as("of %d", written).isEqualTo(whole);
    }
  }

  /// NULs stand where a power failure came before the octets were written.
  @Test
  void recoveryCutsOffWhatAPowerFailureTore() throws Exception {
    List<Letter> letters = List.of(Letter.number(1), Letter.number(2), Letter.number(3));
    List<Intent> intents = intentOf(letters);
    String whole = whole(letters);
    Random random = new Random(25);
    for (int i = 0; i < 200; i++) {
      int end = 1 + random.nextInt(whole.length());
      int hole = random.nextInt(end);
      int length = 1 + random.nextInt(end - hole);
      String torn =
          whole.substring(0, hole) + "\0".repeat(length) + whole.substring(hole + length, end);
      Files.writeString(mbox(), torn, ISO_8859_1);
      assertThat(settle(intents)).containsOnly(Sink.Settled.DELIVERED);
      assertThat(Files.readString(mbox(), ISO_8859_1)).as("torn: %s", torn).isEqualTo(whole);
    }
  }

  @Test
  void recoveryNeverCutsWhatOthersAppended() throws Exception {
    List<Letter> letters = List.of(Letter.number(1), Letter.number(2));
    List<Intent> intents = intentOf(letters);
    String whole = whole(letters);
    int first = whole.length() / 2;
    for (int written = 0; written <= whole.length(); written++) {
      String crashed = whole.substring(0, written) + FOREIGN;
      Files.writeString(mbox(), crashed, ISO_8859_1);
      assertThat(settle(intents)).containsOnly(Sink.Settled.DELIVERED);
      assertThat(settle(intents)).as("asked again").containsOnly(Sink.Settled.DELIVERED);
      String fresh =
          whole.substring(written == whole.length() ? whole.length() : written < first ? 0 : first);
      assertThat(Files.readString(mbox(), ISO_8859_1))
          .as("of %d", written)
          .isEqualTo(crashed + fresh);
    }
  }

  @Test
  void recoveryAppendsAfreshToAnMboxThatGotShorter() throws Exception {
    deliver(Letter.number(0));
    List<Intent> intents = intentOf(List.of(Letter.number(1)));
    Files.writeString(mbox(), "");
    assertThat(settle(intents)).containsExactly(Sink.Settled.DELIVERED);
    assertThat(mail()).containsExactly(expected(Letter.number(1).sent()));
  }

  @Test
  void equalMessagesAreEachDeliveredOnce() throws Exception {
    Letter twin = Letter.number(1);
    List<Letter> letters = List.of(new Letter("a", twin.sent()), new Letter("b", twin.sent()));
    List<Intent> intents = intentOf(letters);
    Files.writeString(mbox(), FOREIGN);
    assertThat(settle(intents)).containsOnly(Sink.Settled.DELIVERED);
    assertThat(settle(intents)).containsOnly(Sink.Settled.DELIVERED);
    assertThat(mail()).hasSize(3);
  }

  @Test
  void aWholeMessageIsRecognizedWithoutItsSpool() throws Exception {
    List<Letter> letters = List.of(Letter.number(1), Letter.number(2));
    List<Intent> intents = intentOf(letters);
    Files.writeString(mbox(), whole(letters), ISO_8859_1);
    sink(MortalDisk.immortal()).sweep(consignee("work"));
    assertThat(settle(intents)).containsOnly(Sink.Settled.DELIVERED);
  }

  @Test
  void aPartOfAMessageWithoutItsSpoolIsFetchedAgain() throws Exception {
    List<Letter> letters = List.of(Letter.number(1), Letter.number(2));
    List<Intent> intents = intentOf(letters);
    String part = whole(letters).substring(0, whole(letters).length() - 1);
    Files.writeString(mbox(), part, ISO_8859_1);
    sink(MortalDisk.immortal()).sweep(consignee("work"));
    assertThat(settle(intents)).containsExactly(Sink.Settled.DELIVERED, Sink.Settled.FETCH_AGAIN);
    assertThat(Files.readString(mbox(), ISO_8859_1)).as("nothing is cut").isEqualTo(part);
  }

  @Test
  void aDiskThatIsFullDuringRecoveryChangesNothing() throws Exception {
    List<Letter> letters = List.of(Letter.number(1));
    List<Intent> intents = intentOf(letters);
    Files.writeString(mbox(), FOREIGN);
    Sink full = sink(new FullAfter(mbox(), 0), Duration.ZERO);
    assertThatThrownBy(() -> full.settle(consignee("work"), intents))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("no space left on device");
    assertThat(Files.readString(mbox())).isEqualTo(FOREIGN);
    assertThat(settle(intents)).containsExactly(Sink.Settled.DELIVERED);
  }

  @Test
  void aMessageFarBehindItsOffsetIsFound() throws Exception {
    List<Letter> letters = List.of(Letter.number(1));
    List<Intent> intents = intentOf(letters);
    // The wanted octets lie across the boundary of what is read at once.
    for (int gap = 256 * 1024 - 300; gap < 256 * 1024 + 10; gap += 7) {
      Files.writeString(mbox(), "x".repeat(gap) + whole(letters), ISO_8859_1);
      assertThat(settle(intents)).containsExactly(Sink.Settled.DELIVERED);
      assertThat(Files.size(mbox()))
          .as("nothing appended")
          .isEqualTo(gap + whole(letters).length());
    }
  }

  // One sink per place

  @Test
  void allPathsToOneMboxShareOneSink() throws Exception {
    Files.createDirectories(folder());
    Path link = Files.createSymbolicLink(directory.resolve("link"), mbox());
    Path around = folder().resolve("../with blank").resolve(mbox().getFileName());
    Path linkedDirectory = Files.createSymbolicLink(directory.resolve("dir"), folder());
    var sinks = new Sinks(new RealDisk(), new RealPrograms(), Reporter.silent());
    Sink sink = sinks.of(new Destination.Mbox(mbox()));
    for (boolean exists : List.of(false, true)) {
      if (exists) {
        sink.open(false);
      }
      for (Path path : List.of(link, around, linkedDirectory.resolve(mbox().getFileName()))) {
        assertThat(sinks.of(new Destination.Mbox(path))).as("%s", path).isSameAs(sink);
      }
    }
    assertThat(sinks.of(new Destination.Mbox(dotLock()))).isNotSameAs(sink);
  }

  @Test
  void symbolicLinksThatLeadNowhereEndSomewhere() throws Exception {
    Path a = directory.resolve("a");
    Path b = Files.createSymbolicLink(directory.resolve("b"), a);
    Files.createSymbolicLink(a, b);
    assertThatThrownBy(
            () -> new MboxSink(new RealDisk(), a, Duration.ZERO, Reporter.silent()).open(false))
        .isInstanceOf(Failed.class);
  }

  private void deliver(Letter letter) throws Exception {
    var life = MortalDisk.immortal();
    var courier = new Courier(consignee("work"));
    courier.run(sink(life), life, List.of(letter));
    assertThat(courier.delivered()).hasSize(1);
  }

  private Staged staged(Sink sink) throws Failed, IOException {
    sink.open(false);
    Received received = new Courier(consignee("work")).receive(sink, Letter.number(1));
    return sink.stage(consignee("work"), List.of(received));
  }

  /// Intents of a process that died just after it wrote them.
  private List<Intent> intentOf(List<Letter> letters) throws Exception {
    var life = new MortalDisk(Long.MAX_VALUE);
    var dead =
        new Disk.StepListener() {
          private boolean over;

          @Override
          public void before(Step step) throws IOException {
            if (over) {
              throw new IOException("dead");
            }
            life.before(step);
          }
        };
    Sink sink = sink(dead, Duration.ofSeconds(30));
    sink.open(false);
    var courier = new Courier(consignee("work"));
    var batch = new ArrayList<Received>();
    for (Letter letter : letters) {
      batch.add(courier.receive(sink, letter));
    }
    try (Staged staged = sink.stage(consignee("work"), batch)) {
      dead.over = true;
      return staged.intents();
    }
  }

  private String whole(List<Letter> letters) {
    var whole = new StringBuilder();
    letters.forEach(letter -> whole.append(FROM).append(expected(quoted(letter))).append('\n'));
    return whole.toString();
  }

  private List<Sink.Settled> settle(List<Intent> intents) throws Failed {
    return sink(MortalDisk.immortal()).settle(consignee("work"), intents);
  }

  private void assertLocked(Sink sink, String by) {
    assertThatThrownBy(() -> staged(sink))
        .isInstanceOfSatisfying(
            Failed.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(Failure.Kind.DELIVERY_LATER);
              assertThat(e.failure().cause()).startsWith("the mbox is locked by " + by);
            });
    sink.sweep(consignee("work"));
  }

  private void dotLockOf(String content) throws IOException {
    Files.createDirectories(folder());
    Files.writeString(dotLock(), content, ISO_8859_1);
  }

  private static long deadProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
