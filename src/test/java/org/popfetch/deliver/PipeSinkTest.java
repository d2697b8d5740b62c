package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.message.Envelope;
import org.popfetch.os.Programs;
import org.popfetch.os.RealDisk;
import org.popfetch.os.RealPrograms;
import org.popfetch.os.Steps;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

class PipeSinkTest extends SinkContract {
  /// Keeps each message in a file of its own, and the files' names in the order of arrival.
  private static final String KEEP =
      """
      n=0
      while [ -e "$0/$POPFETCH_UID.$n" ]; do n=$((n+1)); done
      cat > "$0/$POPFETCH_UID.$n"
      echo "$POPFETCH_UID.$n" >> "$0/order"
      """;

  @Override
  Sink sink(MortalDisk life) {
    var steps = new Steps(life);
    return new PipeSink(new RealDisk(steps), new RealPrograms(steps), keeping(), PipeSink.TIMEOUT);
  }

  private Destination.Pipe keeping() {
    try {
      Files.createDirectories(kept());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Destination.Pipe(List.of("sh", "-c", KEEP, kept().toString()));
  }

  private Path kept() {
    return directory.resolve("kept");
  }

  @Override
  List<String> mail() throws IOException {
    var mail = new ArrayList<String>();
    Path order = kept().resolve("order");
    for (String name : Files.exists(order) ? Files.readAllLines(order) : List.<String>of()) {
      mail.add(Files.readString(kept().resolve(name), ISO_8859_1));
    }
    return mail;
  }

  @Override
  List<Path> strays() {
    return List.of();
  }

  @Override
  boolean canBeAsked() {
    return false;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit 75                           | DELIVERY_LATER | the program ended with status 75 (try again later)
          exit 1                            | DELIVERY       | the program ended with status 1
          exit 127                          | DELIVERY       | the program ended with status 127 (a command was not found)
          kill -9 $$                        | DELIVERY       | the program ended with status 137 (killed by signal 9)
          head -c 2 >/dev/null; exit 1      | DELIVERY       | the program ended with status 1
          printf 'no\\n\\n \\033[2J\\351\\nc\\nd\\n' >&2; exit 67 | DELIVERY | the program ended with status 67: "no / \\x1b[2Jé / c"
          echo out; exit 2                  | DELIVERY       | the program ended with status 2
          """)
  void anotherStatusThanZeroRefusesTheMessage(String script, Failure.Kind kind, String cause)
      throws Exception {
    Failure failure = refusedBy(Duration.ofMinutes(1), "sh", "-c", script);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.cause()).isEqualTo(cause);
    assertThat(failure.doing()).isEqualTo("delivering to sh");
    assertThat(allStrays()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "head -c 2 >/dev/null",
        "exec <&-; exit 0",
        "yes | head -c 1000000; yes | head -c 1000000 >&2"
      })
  void aProgramThatExitsZeroHasAcceptedTheMessage(String script) throws Exception {
    var courier = new Courier(consignee("work"));
    Letter large = new Letter("large", "A: b\r\n\r\n" + "x".repeat(1_000_000));
    courier.run(
        running(Duration.ofMinutes(1), "sh", "-c", script), MortalDisk.immortal(), List.of(large));
    assertThat(courier.delivered()).containsExactly("large");
    assertThat(allStrays()).isEmpty();
  }

  @Test
  @Timeout(30)
  void aProgramThatHangsIsKilledWithItsChildren() throws Exception {
    Path pids = directory.resolve("pids");
    String script = "sleep 1000 & echo $! > '" + pids + "'; echo $$ >> '" + pids + "'; wait";
    Failure failure = refusedBy(Duration.ofSeconds(1), "sh", "-c", script);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.DELIVERY);
    assertThat(failure.cause()).isEqualTo("the program was still running after 1 s and was killed");
    for (String pid : Files.readAllLines(pids)) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
  }

  @Test
  @Timeout(30)
  void aProgramThatPrintsForEverIsStoppedAtItsTime() throws Exception {
    Failure failure = refusedBy(Duration.ofSeconds(1), "yes");
    assertThat(failure.cause()).isEqualTo("the program was still running after 1 s and was killed");
  }

  @Test
  @Timeout(30)
  void aChildInTheBackgroundIsNotWaitedFor() throws Exception {
    Path pid = directory.resolve("pid");
    var courier = new Courier(consignee("work"));
    courier.run(
        running(Duration.ofSeconds(20), "sh", "-c", "sleep 1000 & echo $! > '" + pid + "'"),
        MortalDisk.immortal(),
        List.of(Letter.number(1)));
    assertThat(courier.delivered()).hasSize(1);
    var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    assertThat(child).as("and not killed either").isPresent();
    child.orElseThrow().destroyForcibly();
  }

  @Test
  void oneRefusalDoesNotStopTheOthers() throws Exception {
    var courier = new Courier(consignee("work"));
    courier.run(
        running(Duration.ofMinutes(1), "sh", "-c", "[ $POPFETCH_UID != uid2 ]"),
        MortalDisk.immortal(),
        List.of(Letter.number(1), Letter.number(2), Letter.number(3)));
    assertThat(courier.delivered()).containsExactlyInAnyOrder("uid1", "uid3");
    assertThat(courier.refused()).containsOnlyKeys("uid2");
    assertThat(courier.broken()).isFalse();
  }

  @Test
  void aProgramThatIsNotThereIsKnownBeforeFetching() throws Exception {
    Path notExecutable = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
    for (String program :
        List.of("no-such-program-anywhere", "/no/such", notExecutable.toString())) {
      assertThatThrownBy(() -> running(Duration.ofMinutes(1), program).open(true))
          .isInstanceOfSatisfying(
              Failed.class, e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.CANNOT_OPEN))
          .hasMessageStartingWith(
              "delivering to " + program + ": no such program, or it may not be executed");
    }
    running(Duration.ofMinutes(1), "sh").open(false);
    running(Duration.ofMinutes(1), "/bin/sh").open(false);
  }

  @Test
  void aProgramThatVanishedRefusesTheMessage() throws Exception {
    Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Sink sink = running(Duration.ofMinutes(1), program.toString());
    sink.open(false);
    Files.delete(program);
    Received received = new Courier(consignee("work")).receive(sink, Letter.number(1));
    try (Staged staged = sink.stage(consignee("work"), List.of(received))) {
      assertThat(staged.commit())
          .singleElement()
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              r -> {
                assertThat(r.failure().kind()).isEqualTo(Failure.Kind.DELIVERY);
                assertThat(r.failure().cause())
                    .isEqualTo(program + " cannot be started: no such file or directory");
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a@b              | uid1    | a@b                          | a@b             | uid1    | uid1
          ~~               | 1       | MAILER-DAEMON                | ~~              | 1       | 1
          -oQ/tmp@b        | -x      | %2DoQ/tmp@b                  | %2DoQ/tmp@b     | %2Dx    | %2Dx
          o'brien@b        | a b/c   | o%27brien@b                  | o'brien@b       | a%20b/c | a b/c
          $(reboot)`x`;@b  | 5%      | %24%28reboot%29%60x%60%3B@b  | $(reboot)`x`;@b | 5%25    | 5%25
          grüß@b           | é-      | gr%C3%BC%C3%9F@b             | gr%C3%BC%C3%9F@b | %E9-   | %E9-
          {uid}@b          | $1\\    | %7Buid%7D@b                  | {uid}@b         | %241%5C | $1\\
          """)
  void strangersWordsAreMadeHarmless(
      String sender,
      String uid,
      String senderArgument,
      String senderVariable,
      String uidArgument,
      String uidVariable) {
    Programs.Order order =
        order(sender, uid, "deliver", "-f", "{sender}", "x{uid}-{account}{other}");
    assertThat(order.argv())
        .containsExactly("deliver", "-f", senderArgument, "x" + uidArgument + "-work{other}");
    assertThat(order.environment())
        .containsEntry("POPFETCH_SENDER", senderVariable)
        .containsEntry("POPFETCH_UID", uidVariable)
        .containsEntry("POPFETCH_ACCOUNT", "work")
        .hasSize(3);
  }

  @Test
  void controlCharactersAndNulAreEscapedEverywhere() {
    Programs.Order order = order("a@b", "\0\u001b\u007f\t", "deliver", "{uid}");
    assertThat(order.argv()).containsExactly("deliver", "%00%1B%7F%09");
    assertThat(order.environment()).containsEntry("POPFETCH_UID", "%00%1B%7F%09");
  }

  @Test
  void theProgramReallyGetsThem() throws Exception {
    Path seen = directory.resolve("seen");
    String script =
        "printf '%s|%s|%s|%s|' \"$POPFETCH_ACCOUNT\" \"$POPFETCH_UID\" \"$POPFETCH_SENDER\" \"$1\""
            + " > '"
            + seen
            + "'";
    var courier = new Courier(consignee("work"));
    courier.run(
        running(Duration.ofMinutes(1), "sh", "-c", script, "sh", "{sender} {uid}"),
        MortalDisk.immortal(),
        List.of(new Letter("\0 1", "")));
    assertThat(courier.refused()).isEmpty();
    assertThat(Files.readString(seen)).isEqualTo("work|%00 1|a@b|a@b %00%201|");
  }

  private static Programs.Order order(String sender, String uid, String... argv) {
    var envelope = new Envelope(uid, sender, 0, Instant.EPOCH);
    var message = new Received(envelope, Path.of("/spool/file"), 0);
    Programs.Order order =
        PipeOrder.of(
            new Destination.Pipe(List.of(argv)),
            new AccountName("work"),
            message,
            Duration.ofMinutes(5));
    assertThat(order.input()).isEqualTo(new Programs.Input.File(message.file()));
    return order;
  }

  private Failure refusedBy(Duration timeout, String... argv) throws Exception {
    var courier = new Courier(consignee("work"));
    courier.run(running(timeout, argv), MortalDisk.immortal(), List.of(Letter.number(1)));
    assertThat(courier.delivered()).isEmpty();
    return courier.refused().values().iterator().next();
  }

  private static Sink running(Duration timeout, String... argv) {
    return new PipeSink(
        new RealDisk(), new RealPrograms(), new Destination.Pipe(List.of(argv)), timeout);
  }
}
