package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.report.Failed;

/// Pulls the plug at a random moment: whatever was not forced may be gone, or be there in part.
class PowerLossTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasRecordedIsThereAndTheStateIsNeverDamaged(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Path directory = root.resolve("case-" + i);
      int promised = 0;
      for (int plug = 0; plug < 4; plug++) {
        promised = runUntilThePlugIsPulled(directory, promised, random);
      }
    }
  }

  /// @return how many messages the next run has to find
  private static int runUntilThePlugIsPulled(Path directory, int promised, Random random)
      throws IOException, Failed {
    var disk = new UnreliableDisk(directory, random.nextInt(60));
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
    } catch (UnreliableDisk.PlugPulled e) {
      assertThat(recorded).isGreaterThanOrEqualTo(promised);
    }
    disk.lose(random);
    return recorded;
  }
}
