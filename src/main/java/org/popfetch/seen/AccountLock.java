package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.report.Failed;

/// The lock that a run holds on an account: the kernel's, so that a killed run leaves nothing
/// stale. The file says who holds it, for others to read; it is empty when nobody does, unless the
/// last holder was killed.
///
/// Within this process a table keeps a second one out, because opening and closing the lock file
/// once more would drop the kernel's lock (POSIX.1-2017, fcntl).
final class AccountLock implements AutoCloseable {
  private static final Map<Path, Holder> HELD = new HashMap<>();

  private final Path key;
  private final DiskFile file;

  private AccountLock(Path key, DiskFile file) {
    this.key = key;
    this.file = file;
  }

  /// Takes the lock, without waiting; makes the account's directory when it is missing.
  ///
  /// @throws Failed `HELD` by another run; `CANNOT_OPEN` when the directory cannot be used
  static AccountLock take(StateFiles files, Disk disk, Clock clock) throws Failed {
    synchronized (HELD) {
      try {
        disk.makeDirectories(files.directory());
        Path key = files.directory().toRealPath();
        if (HELD.containsKey(key)) {
          throw Complaint.held(Optional.ofNullable(HELD.get(key)), clock);
        }
        Holder self = new Holder(ProcessHandle.current().pid(), clock.instant());
        AccountLock lock = new AccountLock(key, open(files, disk, self, clock));
        HELD.put(key, self);
        return lock;
      } catch (IOException e) {
        throw Complaint.cannotOpen(files.directory(), e);
      }
    }
  }

  private static DiskFile open(StateFiles files, Disk disk, Holder self, Clock clock)
      throws IOException, Failed {
    DiskFile file = disk.open(files.lock());
    boolean signed = false;
    try {
      if (!file.tryLock()) {
        throw Complaint.held(read(file), clock);
      }
      sign(file, self.text());
      signed = true;
      return file;
    } finally {
      if (!signed) {
        file.close();
      }
    }
  }

  /// Never fails: on a full disk the lock holds without its holder's name.
  private static void sign(DiskFile file, String text) {
    try {
      file.truncate(0);
      file.position(0);
      file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    } catch (IOException _) {
      return;
    }
  }

  private static Optional<Holder> read(DiskFile file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(80);
    file.read(text, 0);
    return parse(new String(text.array(), 0, text.position(), US_ASCII));
  }

  private static Optional<Holder> parse(String text) {
    try {
      return Optional.of(Holder.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Who holds the account, for a report: the lock itself is not tried, because that would keep out
  /// a run that begins right now.
  static Optional<Holder> holder(StateFiles files) {
    synchronized (HELD) {
      try {
        Path key = files.directory().toRealPath();
        if (HELD.containsKey(key)) {
          return Optional.ofNullable(HELD.get(key));
        }
        return parse(Files.readString(files.lock(), US_ASCII)).filter(AccountLock::isAlive);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /// Whether the process is still there, and is not a younger one with the same number.
  private static boolean isAlive(Holder holder) {
    return ProcessHandle.of(holder.pid())
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .filter(start -> !start.isAfter(holder.since().plusSeconds(1)))
        .isPresent();
  }

  /// Never throws: the kernel lets go of the lock when the process ends.
  @Override
  public void close() {
    synchronized (HELD) {
      try (file) {
        sign(file, "");
      } catch (IOException e) {
        return;
      } finally {
        HELD.remove(key);
      }
    }
  }
}
