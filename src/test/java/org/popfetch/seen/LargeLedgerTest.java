package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.pop3.Uid;

/// A maildrop of a hundred thousand messages, all seen.
class LargeLedgerTest {
  private static final int MESSAGES = 100_000;

  @TempDir Path directory;

  @Test
  void aHundredThousandMessagesFitInLittleMemory() throws Exception {
    try (Ledger ledger = Samples.open(directory)) {
      List<Entry> batch = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        Identity id = Identity.of(uid(i), 0);
        batch.add(new Entry.Delivered(id, i, Samples.digest(i), Samples.NOON));
      }
      ledger.record(batch);
    }
    long before = used();
    long start = System.nanoTime();
    try (Ledger ledger = Samples.open(directory)) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      long octets = used() - before;
      assertThat(ledger.seen().all()).hasSize(MESSAGES);
      for (int i = 0; i < MESSAGES; i++) {
        assertThat(ledger.seen().under(Identity.Kind.UID, uid(i).latin1()).size()).isEqualTo(1);
      }
      System.out.printf(
          "%d messages: snapshot %.1f MB, read in %d ms, %.1f MB of heap%n",
          MESSAGES, Files.size(directory.resolve("work/snapshot")) / 1e6, millis, octets / 1e6);
      assertThat(octets).isLessThan(30_000_000L);
    }
  }

  /// A server may give all its messages one uid; nothing may become quadratic then.
  @Test
  void manyCopiesOfOneUidAreFoundQuickly() {
    SeenTable table = new SeenTable();
    for (int i = 0; i < MESSAGES; i++) {
      Identity id = new Identity(Identity.Kind.UID, "same", i);
      table.apply(new Entry.Delivered(id, 1, Samples.digest(i), Samples.NOON));
      table.apply(new Entry.Gone(id, Samples.NOON));
    }
    assertThat(table.under(Identity.Kind.UID, "same")).hasSize(MESSAGES);
  }

  private static Uid uid(int i) {
    return new Uid(String.format("%024x%08x", 0xfeedL, i));
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
