package org.popfetch.sync;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The octets that may be on their way at once, received or asked for and not yet delivered: one
/// budget for all accounts. Safe for use by many threads.
final class Budget {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long capacity;

  /// Those that wait, longest first. Nobody overtakes them, or a large message would wait until all
  /// small ones of all accounts are here, and its server would not.
  private final Queue<Share> waiting = new ArrayDeque<>();

  private long free;

  Budget(long capacity) {
    this.capacity = capacity;
    this.free = capacity;
  }

  /// What a message of this size costs: a larger one than the whole budget goes alone.
  long cost(long octets) {
    return Math.clamp(octets, 1, capacity);
  }

  /// One account's part, nothing at first.
  Share share() {
    return new Share();
  }

  /// What one account has taken. Whatever becomes of the account, it is given back in the end. One
  /// thread owns it.
  final class Share implements AutoCloseable {
    private long taken;

    long cost(long octets) {
      return Budget.this.cost(octets);
    }

    /// Takes it if there is so much, and nobody waits.
    boolean tryTake(long cost) {
      lock.lock();
      try {
        return waiting.isEmpty() && takeNow(cost);
      } finally {
        lock.unlock();
      }
    }

    private boolean takeNow(long cost) {
      if (cost > free) {
        return false;
      }
      free -= cost;
      taken += cost;
      return true;
    }

    /// Waits for its turn. Only to be called by who holds nothing: then everybody who holds
    /// something can go on, and will give it back.
    void take(long cost) {
      lock.lock();
      try {
        waiting.add(this);
        while (waiting.peek() != this || !takeNow(cost)) {
          changed.awaitUninterruptibly();
        }
        waiting.remove();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void giveBack(long cost) {
      lock.lock();
      try {
        free += cost;
        taken -= cost;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /// Gives back what is left of it.
    @Override
    public void close() {
      giveBack(taken);
    }
  }
}
