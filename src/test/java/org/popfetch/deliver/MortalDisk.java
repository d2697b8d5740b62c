package org.popfetch.deliver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.popfetch.os.Disk;
import org.popfetch.os.RealDisk;
import org.popfetch.os.Step;
import org.popfetch.os.Steps;

/// The listener of a process that dies before a certain step: nothing it does from then on has any
/// effect, as after `kill -9`.
final class MortalDisk implements Disk.StepListener {
  private final long lastWords;
  private final List<Step> taken = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean dead;

  /// Told instead of what would have happened next.
  static final class Died extends RuntimeException {}

  /// @param step the first step that is not taken any more
  MortalDisk(long step) {
    this.lastWords = step - 1;
  }

  static MortalDisk immortal() {
    return new MortalDisk(Long.MAX_VALUE);
  }

  @Override
  public void before(Step step) throws IOException {
    if (step.number() > lastWords) {
      dead = true;
      throw new IOException("dead");
    }
    taken.add(step);
  }

  Disk disk() {
    return new RealDisk(new Steps(this));
  }

  boolean isDead() {
    return dead;
  }

  List<Step> taken() {
    return List.copyOf(taken);
  }

  void checkAlive() {
    if (dead) {
      throw new Died();
    }
  }
}
