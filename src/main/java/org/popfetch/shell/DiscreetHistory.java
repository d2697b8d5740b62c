package org.popfetch.shell;

import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/// Keeps what was typed, but no secret: not in memory either, where an arrow key would show it.
final class DiscreetHistory extends DefaultHistory {
  @Override
  public void add(Instant time, String line) {
    if (Discretion.mayKeep(line)) {
      super.add(time, line);
    }
  }
}
