package org.popfetch.sync;

import java.nio.file.Path;
import java.util.List;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Seen;

/// The memory of a run that says what would be done and does nothing (`--dry-run`): it is looked at
/// without its lock, and nothing is written.
///
/// @param seen as it was when the run began
record Rehearsal(Seen seen) implements Ledger {
  /// What an earlier run left open is not settled: it counts as new.
  @Override
  public List<Entry.Intended> unsettled() {
    return List.of();
  }

  @Override
  public boolean isBegun() {
    return true;
  }

  @Override
  public void begin() {}

  @Override
  public void record(List<Entry> batch) {}

  @Override
  public String mark() {
    return "rehearsal";
  }

  @Override
  public Path spool() {
    return Path.of("");
  }

  @Override
  public void close() {}
}
