package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;

/// When which trouble of an account was told, so that one that lasts is told once a day and not at
/// every run.
///
/// Kept in a file beside the ledger, not in it, because a run that finds the ledger held by another
/// has that to tell too. Nothing depends on the file: it is never forced, two runs may overwrite
/// each other's, and one that is missing or damaged means that a trouble is told once more.
public final class Told implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofHours(24);

  /// Beyond this a trouble does not last.
  private static final Duration FORGOTTEN = Duration.ofDays(3);

  /// The most that is read, in octets: some ten thousand troubles.
  private static final long MOST = 4_000_000;

  private final StateFiles files;
  private final Disk disk;
  private final Map<String, Long> times = new HashMap<>();
  private boolean changed;

  private Told(StateFiles files, Disk disk) {
    this.files = files;
    this.disk = disk;
  }

  static Told open(StateFiles files, Disk disk) {
    Told told = new Told(files, disk);
    told.read();
    return told;
  }

  private void read() {
    try {
      if (Files.exists(files.told()) && Files.size(files.told()) <= MOST) {
        Files.readAllLines(files.told(), ISO_8859_1).forEach(this::read);
      }
    } catch (IOException e) {
      // Told once more.
      return;
    }
  }

  private void read(String line) {
    Fields in = new Fields(line);
    try {
      long at = in.stamp();
      times.put(in.text(), at);
    } catch (IllegalArgumentException e) {
      // Told once more.
      return;
    }
  }

  /// Whether the same trouble was told less than a day ago. When not, it counts as told now. A time
  /// to come, told by a clock that was wrong, is none.
  ///
  /// @param trouble any text that is the same whenever the trouble is
  public synchronized boolean again(String trouble, Instant now) {
    long stamp = Stamp.of(now);
    Long before = times.get(trouble);
    if (before != null && before <= stamp && stamp - before < SILENCE.toSeconds()) {
      return true;
    }
    times.put(trouble, stamp);
    times.values().removeIf(at -> stamp - at > FORGOTTEN.toSeconds());
    changed = true;
    return false;
  }

  /// Writes what was told. Never throws.
  @Override
  public synchronized void close() {
    if (changed) {
      changed = false;
      write(
          times.entrySet().stream()
              .map(told -> Stamp.text(told.getValue()) + " " + Escaped.of(told.getKey()) + "\n")
              .sorted()
              .toList());
    }
  }

  private void write(List<String> lines) {
    Path fresh = StateFiles.replacementOf(files.told());
    try {
      disk.makeDirectories(files.directory());
      try (DiskFile out = disk.create(fresh)) {
        out.write(ByteBuffer.wrap(String.join("", lines).getBytes(ISO_8859_1)));
      }
      disk.rename(fresh, files.told());
    } catch (IOException e) {
      removeLeftover(fresh);
    }
  }

  /// Of ourselves, or of a run that was killed while writing it.
  private void removeLeftover(Path fresh) {
    try {
      disk.remove(fresh);
    } catch (IOException e) {
      // The directory is not writable: every trouble is told.
      return;
    }
  }
}
