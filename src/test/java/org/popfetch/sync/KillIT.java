package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.cli.Doomed;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.testing.Depth;
import org.popfetch.testing.Household;

/// The program as it is installed, killed by SIGKILL before some of its steps, or before each of
/// them ([Depth]); then the next run.
@Timeout(3600)
class KillIT {
  private static final int KILLED = 128 + 9;
  private static final Duration MOST = Duration.ofSeconds(30);

  @TempDir Path root;

  @ParameterizedTest
  @EnumSource
  void losesAndDuplicatesNothing(Situation.Kind kind) throws Exception {
    int steps;
    try (var house = new House(root.resolve("whole"), kind)) {
      assertThat(house.runUntil(Integer.MAX_VALUE)).isZero();
      house.checkDone(0);
      steps = Integer.parseInt(Files.readString(house.home.resolve("steps")));
    }
    int stride = Depth.of(Math.max(1, steps / 12), 1);
    List<Integer> numbers =
        IntStream.rangeClosed(1, steps).filter(n -> n % stride == 0).boxed().toList();
    List<Integer> ends = SideBySide.all(numbers, number -> killed(kind, number));
    assertThat(ends).isSubsetOf(KILLED, 0).contains(KILLED);
    System.out.printf(
        "SIGKILL: %s: %d steps, killed before %d of them%n",
        kind, steps, ends.stream().filter(end -> end == KILLED).count());
  }

  private int killed(Situation.Kind kind, int number) throws IOException {
    try (var house = new House(root.resolve("step-" + number), kind)) {
      int end = house.runUntil(number);
      house.checkNothingLost();
      Household.Ran next = house.household.popfetch("sync");
      assertThat(next.status()).as(next.err()).isZero();
      house.checkDone(kind == Situation.Kind.PIPE ? 1 : 0);
      return end;
    }
  }

  /// A home, and a server with mail for it.
  private static final class House implements AutoCloseable {
    private static final String PROGRAM =
        """
        #!/bin/sh
        cat >"$HOME/box/part.$$" && mv "$HOME/box/part.$$" "$HOME/box/$POPFETCH_UID.$$"
        """;

    private final Situation.Kind kind;
    private final Path home;
    private final Household household;
    private final Letters letters = new Letters();
    private final DemoMailbox mailbox = new DemoMailbox("me", "abracadabra");
    private final DemoServer server;

    House(Path home, Situation.Kind kind) throws IOException {
      this.kind = kind;
      this.home = Files.createDirectories(home).toRealPath();
      this.household = new Household(this.home);
      letters.all().forEach(letter -> mailbox.add(DemoMessage.text(letter)));
      this.server = DemoServer.start(DemoOptions.serving(mailbox));
      Files.createDirectories(home.resolve("box"));
      Path program = Files.writeString(home.resolve("deliver"), PROGRAM);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
      household.configureWork(server.port(), "keep = false", "deliver = " + destination());
    }

    private String destination() {
      return switch (kind) {
        case MAILDIR -> "\"maildir:~/Mail\"";
        case MBOX -> "\"mbox:~/mbox\"";
        case PIPE -> "{ pipe = [\"" + home + "/deliver\"] }";
      };
    }

    /// @return the exit status, or that of a killed process
    int runUntil(int step) throws IOException {
      List<String> options = List.of("-Dpopfetch.dies-before=" + step);
      Process process = household.startWith(Doomed.class, options, "-vv", "sync");
      int status = household.ended(process).status();
      long deadline = System.nanoTime() + MOST.toNanos();
      while (server.connections() > 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(1_000_000);
      }
      return status;
    }

    private List<String> contents() {
      return switch (kind) {
        case MAILDIR -> Bench.files(home.resolve("Mail/new")).stream().map(Bench::read).toList();
        case MBOX -> {
          Path mbox = home.resolve("mbox");
          yield Files.exists(mbox) ? Letters.inMbox(Bench.read(mbox)) : List.of();
        }
        case PIPE -> Bench.files(home.resolve("box")).stream().map(Bench::read).toList();
      };
    }

    void checkNothingLost() {
      var gone = new HashSet<>(Letters.numbers());
      mailbox.uids().forEach(uid -> gone.remove(Letters.number(uid)));
      assertThat(letters.begun(contents())).containsAll(gone);
    }

    /// @param most how many may be there a second time
    void checkDone(int most) {
      List<Integer> arrived = letters.numbers(contents());
      assertThat(arrived).containsAll(Letters.numbers());
      assertThat(arrived).hasSizeLessThanOrEqualTo(Letters.COUNT + most);
      assertThat(mailbox.count()).isZero();
      assertThat(leftovers()).isEmpty();
    }

    private List<String> leftovers() {
      var found = new ArrayList<Path>(Bench.files(home.resolve("Mail/tmp")));
      Path state = household.stateDirectory().resolve("work");
      found.addAll(Bench.files(state.resolve("spool")));
      found.addAll(Bench.files(state));
      found.addAll(Bench.files(home));
      return found.stream()
          .map(file -> Objects.toString(file.getFileName()).toLowerCase(Locale.ROOT))
          .filter(name -> name.contains(".lock") || name.endsWith(".new") || name.contains(".m"))
          .toList();
    }

    @Override
    public void close() throws IOException {
      server.close();
      Ordeal.delete(home);
    }
  }
}
