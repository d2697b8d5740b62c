package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.Fault.Breaks;
import org.popfetch.faults.server.Fault.Ending;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.FaultPlan.Manner;
import org.popfetch.faults.server.Letter;
import org.popfetch.peers.Order;
import org.popfetch.peers.Order.Into;

/// Places that mail does not get to.
class RowsDeliveryIT extends Rows {

  @ParameterizedTest(name = "5 delivery program {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exits 75      | exit 75      | 75 | status 75
          exits 1       | exit 1       | 74 | status 1
          exits 127     | exit 127     | 74 | status 127
          is killed     | kill -9 $$   | 74 | 9
          """)
  void row05_programFails(String what, String line, int status, String told) throws Exception {
    Played played =
        situation("5", "the program " + what + " for message 3 of 5; then it does not")
            .ordering(order -> order.into(Into.PROGRAM).deleting())
            .play(stage -> {
              stage.sendLetters(5);
              stage.program(
                  "if grep -q '^Subject: letter 3' \"$f\"; then rm \"$f\"; " + line + "; fi");
              stage.run();
              stage.program("");
              stage.run();
            });
    assertAfter(played.run(1), status, 1, 2, 4, 5);
    assertTold(played.run(1), "delivering to", told);
    assertThat(played.run(1).left()).containsExactly(3);
    assertCompleted(played);
  }

  @Test
  @DisplayName("5 delivery program reads only half and exits 0")
  void row05_programReadsHalf() throws Exception {
    String large = "a line that the program does not read\r\n".repeat(5000);
    Played played =
        situation(
                "5", "the program accepts 2 messages of 200 kB, exits 0, reads 400 octets of each")
            .ordering(order -> order.into(Into.PROGRAM).deleting())
            .play(stage -> {
              for (int number = 1; number <= 2; number++) {
                stage.send(Letter.of(number, large));
                stage.write("letter-" + number, Letter.of(number, large).arrived());
              }
              stage.programAlone(
                  """
                  n=$(head -c 400 | sed -n 's/^Subject: letter //p')
                  cp "$d/letter-$n" "$(mktemp "$d/taken/XXXXXX")"
                  """);
              stage.run();
              stage.run();
            });
    assertAfter(played.run(1), 0, 1, 2);
    assertCompleted(played);
  }

  @Test
  @DisplayName("25b somebody cleans tmp and moves new mail after a crash, Maildir")
  void row25b_maildirCleanedAndMoved() throws Exception {
    Played played =
        situation("25b", "killed inside message 3 of 4; `tmp/` is emptied, new mail moved away")
            .play(stage -> {
              stage.sendLetters(4);
              killInTheThird(stage);
              Files.createDirectories(stage.path("elsewhere"));
              moveAll(stage.path("Mail/new"), stage.path("elsewhere"));
              empty(stage.path("Mail/tmp"));
              stage.run();
              stage.lookForLeftovers();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("25b another program appended to the mbox after a crash")
  void row25b_mboxAppended() throws Exception {
    Played played =
        situation("25b", "killed inside message 3 of 4; another program appends to the mbox")
            .ordering(order -> order.into(Into.MBOX))
            .play(stage -> {
              stage.sendLetters(4);
              killInTheThird(stage);
              stage.appendToMbox("Subject: mine\n\nMine.\n");
              stage.run();
              stage.lookForOthers();
            });
    assertCompleted(played);
  }

  private static void killInTheThird(Stage stage) throws IOException, InterruptedException {
    stage.plan(FaultPlan.none().when("RETR 3", new Breaks(1500, Ending.SILENCE)));
    Process process = stage.startUntil("RETR 3", 2);
    // A file that is there and not yet recorded, and then moved away, may come again: nobody can
    // tell.
    stage.await(process, () -> stage.areRecorded(2), Duration.ofSeconds(3));
    stage.kill(process);
    stage.end(process);
    stage.plan(FaultPlan.none());
  }

  private static void moveAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.move(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  @DisplayName("25c Maildir known from before is missing")
  void row25c_maildirMissing() throws Exception {
    Played played =
        situation("25c", "the Maildir is not there (not mounted) at the second of three runs")
            .ordering(Order::deleting)
            .play(stage -> unmounted(stage, "Mail"));
    assertUnmounted(played);
  }

  @Test
  @DisplayName("25c mbox known from before is missing")
  void row25c_mboxMissing() throws Exception {
    Played played =
        situation("25c", "the mbox is not there (not mounted) at the second of three runs")
            .ordering(order -> order.into(Into.MBOX).deleting())
            .play(stage -> unmounted(stage, "mbox"));
    assertUnmounted(played);
  }

  /// What is delivered to while the real one is away is hidden once that is mounted again.
  private static void unmounted(Stage stage, String what) throws IOException, InterruptedException {
    stage.sendLetters(2);
    stage.run();
    Files.move(stage.path(what), stage.path("unmounted"));
    stage.send(Letter.of(3));
    stage.run();
    if (Files.exists(stage.path(what))) {
      Files.move(stage.path(what), stage.path("hidden"));
    }
    Files.move(stage.path("unmounted"), stage.path(what));
    stage.run();
  }

  private static void assertUnmounted(Played played) {
    assertAfter(played.run(1), 0, 1, 2);
    assertThat(played.run(2).status()).hasValue(73);
    assertTold(played.run(2), "missing");
    assertThat(played.run(2).said()).isEmpty();
    assertThat(played.run(2).left()).containsExactly(3);
    assertCompleted(played);
  }

  @Test
  @DisplayName("25d Gmail-like server")
  void row25d_hidesRetrieved() throws Exception {
    Played played =
        situation("25d", "what was retrieved is hidden after `QUIT`; the program refuses 2 of 3")
            .ordering(order -> order.into(Into.PROGRAM))
            .play(stage -> {
              FaultPlan gmail =
                  FaultPlan.none().offering("X-GOOGLE-RICO").being(Manner.HIDES_RETRIEVED);
              stage.sendLetters(3);
              stage.plan(gmail);
              stage.program("if grep -q '^Subject: letter 2' \"$f\"; then rm \"$f\"; exit 1; fi");
              stage.run();
              stage.program("");
              stage.run();
            });
    assertAfter(played.run(1), 74, 1, 3);
    assertThat(played.run(1).said()).doesNotContain("QUIT");
    assertThat(played.run(1).left()).containsExactly(1, 2, 3);
    assertAfter(played.run(2), 0, 1, 2, 3);
    assertThat(played.run(2).retrievals(1)).isZero();
  }

  @Test
  @DisplayName("6 a server whose DELE takes effect at once")
  void row06_deletesAtOnce() throws Exception {
    Played played =
        situation("6", "`DELE` takes effect at once, and `QUIT` is refused")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(3);
              stage.plan(
                  FaultPlan.none()
                      .being(Manner.DELETES_AT_ONCE)
                      .when("QUIT", Fault.refuses("cannot update")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 1, 2, 3);
    assertCompleted(played);
  }
}
