package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.os.ThisProcess;
import org.popfetch.report.Event;
import org.popfetch.report.Failed;
import org.popfetch.report.Reporter;

/// The way to an mbox that others write to as well. Three locks, always in this order: one within
/// this process, the kernel's (fcntl), the dot-lock.
///
/// The first is there because the kernel's cannot tell our threads apart, and because closing *any*
/// open file of the same mbox would drop it: only who holds the first opens the mbox at all.
///
/// Neither of the others is waited for while the other one is held, so that no order in which some
/// mail reader takes them can block us both.
final class MboxLock {
  private static final Duration PAUSE = Duration.ofMillis(50);

  /// By real path; as long as the process lives, for so does what they protect against.
  private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

  private final Disk disk;
  private final Path mbox;
  private final Trouble trouble;
  private final Duration patience;
  private final Reporter reporter;
  private final DotLock dotLock;
  private final Semaphore turn;
  private final AtomicBoolean noticed = new AtomicBoolean();

  /// @param mbox its real path
  /// @param patience how long to wait for the locks
  /// @param reporter hears once of a directory that forbids dot-locks
  MboxLock(Disk disk, Path mbox, Trouble trouble, Duration patience, Reporter reporter) {
    this.disk = disk;
    this.mbox = mbox;
    this.trouble = trouble;
    this.patience = patience;
    this.reporter = reporter;
    this.dotLock = new DotLock(disk, mbox, ThisProcess.current());
    this.turn = TURNS.computeIfAbsent(mbox, _ -> new Semaphore(1, true));
  }

  DotLock dotLock() {
    return dotLock;
  }

  /// Does something while no other thread of this process has the mbox open.
  void alone(Action action) throws IOException {
    turn.acquireUninterruptibly();
    try {
      action.run();
    } finally {
      turn.release();
    }
  }

  /// Something to be done with an mbox.
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /// An mbox that is open and locked.
  final class Held implements AutoCloseable {
    private final DiskFile file;
    private final boolean dotted;

    private Held(DiskFile file, boolean dotted) {
      this.file = file;
      this.dotted = dotted;
    }

    DiskFile file() {
      return file;
    }

    /// Never throws: the kernel's lock ends with the process at the latest, a dot-lock is removed
    /// by the next run.
    @Override
    public void close() {
      try {
        if (dotted) {
          dotLock.release();
        }
        closeQuietly(file);
      } finally {
        turn.release();
      }
    }
  }

  /// Opens the mbox under all its locks.
  ///
  /// @throws Failed `DELIVERY_LATER` when somebody else held it all the time, `CANNOT_OPEN` when it
  ///   is missing
  Held take(Consignee consignee) throws Failed {
    long deadline = System.nanoTime() + patience.toNanos();
    awaitTurn();
    Held held = null;
    try {
      String by = null;
      while (held == null) {
        if (by != null) {
          pauseUntil(deadline, by);
        }
        var attempt = new Attempt(consignee);
        held = attempt.take();
        by = attempt.heldBy;
      }
      return held;
    } catch (IOException e) {
      throw trouble.failed(e);
    } finally {
      if (held == null) {
        turn.release();
      }
    }
  }

  private void awaitTurn() throws Failed {
    try {
      if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw trouble.later("the mbox is locked by another account of this run");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }

  private void pauseUntil(long deadline, String by) throws Failed {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw trouble.later("the mbox is locked by " + by);
    }
    LockSupport.parkNanos(Math.min(left, PAUSE.toNanos()));
  }

  /// One try at the two locks outside of this process.
  private final class Attempt {
    private final Consignee consignee;
    private String heldBy = "another program";

    Attempt(Consignee consignee) {
      this.consignee = consignee;
    }

    @Nullable Held take() throws IOException, Failed {
      Object before = identity();
      DiskFile file = disk.open(mbox);
      boolean dotted = false;
      Held held = null;
      try {
        // Another program may have put a new file there between the opening and the locking.
        if (file.tryLock() && before.equals(identity())) {
          switch (dotLock.tryTake(UniqueNames.next(consignee))) {
            case DotLock.Attempt.Taken() -> dotted = true;
            case DotLock.Attempt.Forbidden() -> noticeOnce(consignee);
            case DotLock.Attempt.Held(String by) -> {
              heldBy = by;
              return null;
            }
          }
          held = new Held(file, dotted);
        }
        return held;
      } finally {
        if (held == null) {
          closeQuietly(file);
        }
      }
    }

    private Object identity() throws IOException, Failed {
      try {
        var attributes = Files.readAttributes(mbox, BasicFileAttributes.class);
        return Objects.requireNonNullElse(attributes.fileKey(), mbox);
      } catch (NoSuchFileException e) {
        throw trouble.missing(mbox);
      }
    }
  }

  private void noticeOnce(Consignee consignee) {
    if (!noticed.getAndSet(true)) {
      String text =
          "%s may not be made, so %s is locked by fcntl alone".formatted(dotLock.file(), mbox);
      reporter.report(new Event.Notice(consignee.account(), text));
    }
  }

  private static void closeQuietly(DiskFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // Everything that matters was forced before.
    }
  }
}
