package org.popfetch.seen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// A ledger that remembers until the process ends. What it holds survives [#close]: a test may use
/// the same one for several runs over an account.
public final class MemoryLedger implements Ledger {
  private final SeenTable table = new SeenTable();
  private final List<Entry> recorded = new ArrayList<>();
  private final Path spool;
  private int left = Integer.MAX_VALUE;

  public MemoryLedger(Path spool) {
    this.spool = spool;
  }

  /// From now on `batches` more calls of [#record] work, then all fail.
  public synchronized void failAfter(int batches) {
    left = batches;
  }

  /// All entries so far, in order.
  public synchronized List<Entry> recorded() {
    return List.copyOf(recorded);
  }

  @Override
  public Seen seen() {
    return table;
  }

  @Override
  public synchronized List<Entry.Intended> unsettled() {
    return table.open();
  }

  @Override
  public boolean isBegun() {
    return true;
  }

  @Override
  public void begin() {}

  @Override
  public synchronized void record(List<Entry> batch) throws Failed {
    if (left-- <= 0) {
      left = 0;
      throw new Failed(Failure.Kind.DELIVERY, "writing the state", "no space left on device", "");
    }
    recorded.addAll(batch);
    batch.forEach(table::apply);
  }

  @Override
  public String mark() {
    return "memory";
  }

  @Override
  public Path spool() {
    return spool;
  }

  @Override
  public void close() {}
}
