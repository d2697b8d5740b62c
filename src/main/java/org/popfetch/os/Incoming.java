package org.popfetch.os;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The output of a program, whose reader can be released at any time. A read from a program's pipe
/// itself cannot: it lasts as long as anybody holds the other end, perhaps a descendant that nobody
/// knows of any more. So a thread of its own reads there, and may be left behind.
final class Incoming extends InputStream {
  private static final int SIZE = 32 * 1024;

  private final InputStream pipe;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All of these are guarded by the lock.
  private byte[] there = new byte[0];
  private int from;
  private boolean ended;
  private @Nullable IOException trouble;

  Incoming(InputStream pipe) {
    this.pipe = pipe;
    Thread.ofPlatform().daemon().name("tunnel output").start(this::pump);
  }

  private void pump() {
    try (pipe) {
      byte[] buffer = new byte[SIZE];
      for (int read = pipe.read(buffer); read >= 0 && offer(buffer, read); ) {
        read = pipe.read(buffer);
      }
      end();
    } catch (IOException e) {
      trouble(e);
    }
  }

  /// Waits until what was there before is read.
  ///
  /// @return whether anybody still reads
  private boolean offer(byte[] buffer, int count) {
    lock.lock();
    try {
      while (from < there.length && !ended) {
        changed.awaitUninterruptibly();
      }
      there = Arrays.copyOf(buffer, count);
      from = 0;
      changed.signalAll();
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  private void trouble(IOException e) {
    lock.lock();
    try {
      trouble = e;
    } finally {
      lock.unlock();
    }
    end();
  }

  /// Releases everybody; what was not read before is still there, and then the end.
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    lock.lock();
    try {
      while (from == there.length && !ended) {
        changed.awaitUninterruptibly();
      }
      int count = Math.min(most, there.length - from);
      if (count == 0) {
        return atEnd();
      }
      System.arraycopy(there, from, into, at, count);
      from += count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private int atEnd() throws IOException {
    if (trouble != null) {
      throw new IOException(trouble.getMessage(), trouble);
    }
    return -1;
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return there.length - from;
    } finally {
      lock.unlock();
    }
  }
}
