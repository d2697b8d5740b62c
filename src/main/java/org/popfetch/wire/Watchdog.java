package org.popfetch.wire;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Bites when a wait outlasts its deadline. The bite closes the raw socket, which ends reads and
/// writes alike, also those inside TLS; a socket's own read timeout covers neither writes nor a
/// handshake that trickles.
///
/// Cheap to arm around every read: the thread sleeps until the deadline that it knew when it fell
/// asleep, and looks again then.
final class Watchdog {
  private static final long NEVER = Long.MAX_VALUE;

  private final Runnable bite;
  private final long origin = System.nanoTime();
  private final AtomicLong deadline = new AtomicLong(NEVER);
  private final Thread thread;
  private volatile long wakesAt = NEVER;
  private volatile boolean bitten;
  private volatile boolean dismissed;

  /// @param bite must neither hang nor throw
  Watchdog(Runnable bite) {
    this.bite = bite;
    this.thread = Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
  }

  void arm(long nanos) {
    long due = now() + nanos;
    deadline.set(due);
    if (due < wakesAt) {
      LockSupport.unpark(thread);
    }
  }

  void disarm() {
    deadline.set(NEVER);
  }

  boolean hasBitten() {
    return bitten;
  }

  /// Ends the watch for good.
  void dismiss() {
    dismissed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!dismissed) {
      long due = deadline.get();
      wakesAt = due;
      if (due != deadline.get()) {
        continue;
      }
      if (due == NEVER) {
        LockSupport.park(this);
      } else if (due > now()) {
        LockSupport.parkNanos(this, due - now());
      } else if (deadline.compareAndSet(due, NEVER)) {
        bitten = true;
        bite.run();
      }
    }
  }

  private long now() {
    return System.nanoTime() - origin;
  }
}
