package org.popfetch.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.popfetch.sync.Stop;

/// Turns SIGINT and SIGTERM into a [Stop]: what is under way is given 3 seconds, then conversations
/// are cut off, and the program ends within 5. The exit status is then the JVM's: 130 or 143.
///
/// This is a shutdown hook: while it waits, the program's own threads go on as usual.
final class Signals implements AutoCloseable {
  private static final long DRAIN_MILLIS = 3000;
  private static final long CUT_OFF_MILLIS = 1500;

  private final Stop stop;
  private final Runnable lastWord;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "signals");

  /// @param lastWord what is said when the program ends before its work is brought to an end
  Signals(Stop stop, Runnable lastWord) {
    this.stop = stop;
    this.lastWord = lastWord;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    stop.request();
    try {
      if (!done.await(DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        stop.expire();
        if (!done.await(CUT_OFF_MILLIS, TimeUnit.MILLISECONDS)) {
          lastWord.run();
        }
      }
    } catch (InterruptedException impossible) {
      // Nobody interrupts threads here, and the program ends anyway.
    }
  }

  /// The work is done: nothing is left to wait for.
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException beingShutDown) {
      // The hook has seen that the work is done.
    }
  }
}
