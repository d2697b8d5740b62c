package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.os.Disk;
import org.popfetch.report.Failed;
import org.popfetch.testing.UnreliableDisk;

/// Pulls the plug at a random moment: whatever was not forced may be gone, or be there in part.
class PowerLossTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasRecordedIsThereAndTheStateIsNeverDamaged(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      Path directory = root.resolve("case-" + i);
      int promised = 0;
      for (int plug = 0; plug < 4; plug++) {
        var disk = new UnreliableDisk(directory);
        promised = runUntilKilled(mortal(disk, 60, random), directory, promised, random);
        if (random.nextBoolean()) {
          // relies on what the killed one left
          promised = runUntilKilled(mortal(disk, 12, random), directory, promised, random);
        }
        disk.lose(random);
      }
    }
  }

  /// Thrown from the moment on at which the process is dead.
  private static final class Killed extends RuntimeException {}

  private static Disk mortal(UnreliableDisk disk, int mostSteps, Random random) {
    return mortal(disk, random.nextInt(mostSteps));
  }

  private static Disk mortal(UnreliableDisk disk, int steps) {
    int[] left = {steps};
    return disk.process(_ -> {
      if (left[0]-- <= 0) {
        throw new Killed();
      }
    });
  }

  /// @return how many messages the next run has to find
  private static int runUntilKilled(Disk disk, Path directory, int promised, Random random)
      throws Failed {
    int recorded = promised;
    try (Ledger ledger = Samples.state(directory, disk).open(Samples.WORK, Samples.MAILBOX)) {
      assertThat(ledger.seen().all()).hasSizeGreaterThanOrEqualTo(promised);
      recorded = ledger.seen().all().size();
      assertThat(ledger.seen().under(Identity.Kind.UID, "uid-" + recorded))
          .as("no gaps")
          .hasSize(Math.min(1, recorded));
      for (int i = 0; i < 8; i++) {
        int size = 1 + random.nextInt(200);
        List<Entry> batch = new ArrayList<>();
        for (int n = 1; n <= size; n++) {
          batch.add(Samples.delivered(recorded + n));
        }
        ledger.record(batch);
        recorded += size;
      }
    } catch (Killed e) {
      assertThat(recorded).isGreaterThanOrEqualTo(promised);
    }
    return recorded;
  }

  /// One run is killed in its compaction, the next while it mends that, and then the power fails.
  @Test
  void noCompactionIsLostBetweenTwoDeaths() throws Exception {
    Path template = root.resolve("template");
    deliver(Samples.state(template), 1, 1000);
    Random random = new Random(5);
    int cases = 0;
    for (int first = 0, last = 1; last > 0; first++) {
      last = 0;
      for (int second = 0; second <= 12; second++) {
        Path directory = copy(template, root.resolve("compaction-" + cases++));
        var disk = new UnreliableDisk(directory);
        last += diesDelivering(Samples.state(directory, mortal(disk, first))) ? 1 : 0;
        diesDelivering(Samples.state(directory, mortal(disk, second)));
        disk.lose(random);
        try (Ledger ledger = Samples.open(directory)) {
          assertThat(ledger.seen().all()).hasSizeBetween(1000, 1001);
        }
      }
    }
    assertThat(cases).isGreaterThan(200);
  }

  private static boolean diesDelivering(StateDirectory state) throws Failed {
    try {
      deliver(state, 1001, 1001);
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private static void deliver(StateDirectory state, int from, int to) throws Failed {
    try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
      ledger.record(IntStream.rangeClosed(from, to).<Entry>mapToObj(Samples::delivered).toList());
    }
  }

  private static Path copy(Path template, Path directory) throws IOException {
    Files.createDirectories(directory.resolve("work"));
    for (String name : List.of("work/lock", "work/snapshot", "work/journal")) {
      Files.copy(template.resolve(name), directory.resolve(name));
    }
    return directory;
  }
}
