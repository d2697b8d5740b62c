package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.Fault.Breaks;
import org.popfetch.faults.server.Fault.Ending;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.Letter;
import org.popfetch.peers.Order;
import org.popfetch.peers.Order.Into;

/// Runs that are killed, interrupted, doubled, or have lost their memory.
class RowsRunsIT extends Rows {
  private static final FaultPlan STALLS_IN_THE_THIRD =
      FaultPlan.none().when("RETR 3", new Breaks(1500, Ending.SILENCE));

  @ParameterizedTest(name = "8 kill -9 in the middle, and again at the next greeting, {0}")
  @EnumSource
  void row08_killed(Into into) throws Exception {
    Played played =
        situation("8", "SIGKILL inside message 3 of 5, and at the next greeting, into " + into)
            .ordering(order -> order.into(into).deleting())
            .play(stage -> {
              stage.sendLetters(5);
              stage.plan(STALLS_IN_THE_THIRD);
              Process first = stage.startUntil("RETR 3", 2);
              if (into == Into.PROGRAM) { // which has them before that is known here
                stage.await(first, () -> stage.areRecorded(2), Duration.ofSeconds(3));
              }
              stage.kill(first);
              stage.end(first);
              stage.plan(FaultPlan.none().when(FaultPlan.GREETING, new Breaks(0, Ending.SILENCE)));
              Process second = stage.start();
              stage.await(second, () -> stage.server().isHeld(), Stage.PATIENCE);
              stage.kill(second);
              stage.end(second);
              stage.plan(FaultPlan.none());
              stage.run();
              stage.lookForLeftovers();
            });
    assertAfter(played.run(1), 137, 1, 2);
    assertAfter(played.run(2), 137, 1, 2);
    assertThat(played.run(3).retrievals(1)).isZero();
    assertCompleted(played);
  }

  @Test
  @DisplayName("8 kill -9 while the program delivers")
  void row08_killedWhileTheProgramDelivers() throws Exception {
    Played played =
        situation("8", "SIGKILL while the program has message 2 of 3 in hand and goes on")
            .ordering(order -> order.into(Into.PROGRAM).deleting())
            .play(stage -> {
              stage.sendLetters(3);
              stage.programAlone(
                  """
                  f=$(mktemp "$d/at-work-XXXXXX")
                  if [ ! -e "$d/go" ]; then touch "$d/begun"; fi
                  cat > "$f"
                  while grep -q '^Subject: letter 2' "$f" && [ ! -e "$d/go" ]; do read -t 1 x; done
                  mv "$f" "$d/taken/"
                  """);
              Process process = stage.start();
              stage.await(process, () -> atWork(stage), Duration.ofSeconds(5));
              List<ProcessHandle> programs = process.descendants().toList();
              process.destroyForcibly().waitFor();
              stage.write("go", "");
              for (ProcessHandle program : programs) {
                program.onExit().get(5, TimeUnit.SECONDS);
              }
              stage.end(process);
              stage.run();
              stage.lookForLeftovers();
            });
    Act last = played.last();
    assertThat(last.status()).hasValue(0);
    assertThat(last.damaged()).isEmpty();
    assertThat(last.exact().stream().distinct()).containsExactly(1, 2, 3);
    assertThat(last.exact().stream().filter(n -> n != 2)).containsExactly(1, 3);
    assertThat(last.exact().stream().filter(n -> n == 2).count()).isLessThanOrEqualTo(2);
    assertThat(last.left()).isEmpty();
    assertThat(played.remarks()).isEmpty();
  }

  private static boolean atWork(Stage stage) throws IOException {
    try (Stream<Path> files = Files.list(stage.path(""))) {
      return stage.arrived().size() == 1
          && files.anyMatch(file -> file.getFileName().toString().startsWith("at-work"));
    }
  }

  @Test
  @DisplayName("9 two runs at once")
  void row09_twoRunsAtOnce() throws Exception {
    Played played =
        situation("9", "a second run while the first one is inside message 3 of 5")
            .play(stage -> {
              stage.sendLetters(5);
              stage.plan(STALLS_IN_THE_THIRD);
              Process first = stage.startUntil("RETR 3", 2);
              stage.plan(FaultPlan.none());
              stage.run();
              stage.server().release();
              stage.end(first);
            });
    assertAfter(played.run(1), 75, 1, 2);
    assertTold(played.run(1), "pid ", "holds this account");
    assertThat(played.last().status()).hasValue(0);
    assertThat(played.last().exact()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  @DisplayName("11 state cannot be written")
  void row11_stateNotWritable() throws Exception {
    Played played =
        situation("11", "where the state file should be is a folder, before the first run")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(2);
              Files.createDirectories(stage.state());
              stage.run();
              stage.run();
              Files.delete(stage.state());
              stage.run();
            });
    assertAfter(played.run(1), 73);
    assertTold(played.run(1), "state");
    assertThat(played.run(1).said()).isEmpty();
    assertAfter(played.run(2), 73);
    assertCompleted(played);
  }

  @Test
  @DisplayName("11 state file with a torn last line")
  void row11_stateTorn() throws Exception {
    Played played =
        situation("11", "the state file ends in a torn line")
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
              Files.writeString(stage.state(), "9/9 deliv", StandardOpenOption.APPEND);
              stage.send(Letter.of(3));
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("11 state file corrupt")
  void row11_stateCorrupt() throws Exception {
    Played played =
        situation("11", "the first half of the state file is overwritten with noise")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(2);
              stage.plan(FaultPlan.none().when("QUIT", Fault.refuses("later")));
              stage.run();
              byte[] all = Files.readAllBytes(stage.state());
              for (int i = 0; i < all.length / 2; i++) {
                all[i] = (byte) (33 + i % 64);
              }
              Files.write(stage.state(), all);
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.last(), 73, 1, 2);
    assertTold(played.last(), "state", "popfetch state");
    assertThat(played.last().said()).isEmpty();
    assertThat(played.last().left()).containsExactly(1, 2);
  }

  @ParameterizedTest(name = "25 SIG{0}")
  @CsvSource({"INT, 130", "TERM, 143"})
  void row25_signal(String signal, int status) throws Exception {
    Played played =
        situation("25", "SIG" + signal + " inside message 3 of 5, with a server that stalls")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(5);
              stage.plan(STALLS_IN_THE_THIRD);
              Process process = stage.startUntil("RETR 3", 2);
              stage.signal(signal, process);
              stage.end(process);
              stage.plan(FaultPlan.none());
              stage.run();
              stage.lookForLeftovers();
            });
    assertAfter(played.run(1), status, 1, 2);
    assertThat(played.run(1).took()).isLessThan(Duration.ofSeconds(5));
    assertCompleted(played);
  }

  @Test
  @DisplayName("25 SIGTERM while the program hangs")
  void row25_signalWhileTheProgramHangs() throws Exception {
    Played played =
        situation("25", "SIGTERM while the program hangs in message 2 of 3")
            .ordering(order -> order.into(Into.PROGRAM).deleting())
            .play(stage -> {
              stage.sendLetters(3);
              stage.program(
                  "if grep -q '^Subject: letter 2' \"$f\"; then rm \"$f\"; touch \"$d/hangs\";"
                      + " exec sleep 300; fi");
              Process process = stage.start();
              stage.await(process, () -> Files.exists(stage.path("hangs")), Stage.PATIENCE);
              stage.signal("TERM", process);
              stage.end(process);
              stage.program("");
              stage.run();
              stage.lookForLeftovers();
            });
    assertThat(played.run(1).status()).hasValue(143);
    assertThat(played.run(1).took()).isLessThan(Duration.ofSeconds(5));
    assertCompleted(played);
  }
}
