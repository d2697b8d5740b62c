package org.popfetch.shell;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Passes an answer on until Ctrl-C is pressed; the rest is read and dropped, so that the session
/// goes on. That is bounded: beyond 64 MB or 20 s of it the connection is given up.
final class Drained extends Lines {
  private static final long MOST_OCTETS = 64_000_000;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Lines next;
  private final Interrupt interrupt;
  private final Runnable giveUp;
  private long dropped;
  private long since;

  Drained(Lines next, Interrupt interrupt, Runnable giveUp) {
    this.next = next;
    this.interrupt = interrupt;
    this.giveUp = giveUp;
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    if (!interrupt.struck()) {
      next.write(octets, from, length);
      return;
    }
    since = dropped == 0 ? System.nanoTime() : since;
    dropped += length;
    if (dropped > MOST_OCTETS || System.nanoTime() - since > MOST_NANOS) {
      giveUp.run();
    }
  }

  @Override
  void end() throws IOException {
    if (!interrupt.struck()) {
      next.end();
    }
  }
}
