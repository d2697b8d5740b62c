package org.popfetch.sync;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The octets that may be on their way at once, received or asked for and not yet delivered: one
/// budget for all accounts.
final class Budget {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final long capacity;
  private long free;

  Budget(long capacity) {
    this.capacity = capacity;
    this.free = capacity;
  }

  /// What a message of this size costs: a larger one than the whole budget goes alone.
  long cost(long octets) {
    return Math.clamp(octets, 1, capacity);
  }

  boolean tryTake(long cost) {
    lock.lock();
    try {
      if (cost > free) {
        return false;
      }
      free -= cost;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for its turn. Only to be called by who holds nothing that it must still hand on: then
  /// everybody who holds something can go on, and will give it back.
  void take(long cost) {
    lock.lock();
    try {
      while (cost > free) {
        freed.awaitUninterruptibly();
      }
      free -= cost;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(long cost) {
    lock.lock();
    try {
      free += cost;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
