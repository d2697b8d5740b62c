package org.popfetch.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The numbering of steps: a disk and the programs that share one are counted together.
public final class Steps {
  private final Disk.StepListener listener;
  private final AtomicLong last = new AtomicLong();

  public Steps(Disk.StepListener listener) {
    this.listener = listener;
  }

  /// Steps that nobody listens to.
  public static Steps unheard() {
    return new Steps(_ -> {});
  }

  void announce(Step.Kind kind, Path target) throws IOException {
    listener.before(new Step(last.incrementAndGet(), kind, target));
  }
}
