package org.popfetch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Puts the lines of several writers, who work side by side, one block below the other: those of
/// the first that has not come to its end are passed on at once, the others wait for their turn.
final class Blocks {
  private final Consumer<String> out;
  private final List<List<String>> waiting = new ArrayList<>();
  private final boolean[] ended;
  private int turn;

  /// @param blocks how many writers there are
  Blocks(int blocks, Consumer<String> out) {
    this.out = out;
    this.ended = new boolean[blocks];
    for (int i = 0; i < blocks; i++) {
      waiting.add(new ArrayList<>());
    }
  }

  /// Writes lines of a block.
  ///
  /// @param block counts from 0
  synchronized void write(int block, List<String> lines) {
    if (block == turn) {
      lines.forEach(out);
    } else {
      waiting.get(block).addAll(lines);
    }
  }

  /// A block is complete.
  synchronized void end(int block) {
    ended[block] = true;
    while (turn < ended.length && ended[turn]) {
      turn++;
      if (turn < ended.length) {
        waiting.get(turn).forEach(out);
        waiting.get(turn).clear();
      }
    }
  }
}
