package org.popfetch.seen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.os.RealDisk;

/// A disk that remembers what was forced, so that the rest can be lost. The processes on it are
/// killed after a number of steps, one after the other, before the plug is pulled.
///
/// Names become durable in the order in which they changed, as on a file system with a journal of
/// its metadata, or in any order; octets do so block by block, in any order, and a file that grew
/// may show NULs where a block was not written. Directories themselves are durable at once.
final class UnreliableDisk implements Disk {
  /// Thrown from the moment on at which the process is dead.
  static final class Killed extends RuntimeException {}

  private static final int BLOCK = 512;

  private final Path root;
  private final RealDisk disk;
  private final Map<Path, Contents> names = new HashMap<>();
  private final Map<Path, Contents> durableNames = new HashMap<>();
  private final List<Runnable> pending = new ArrayList<>();
  private int left;

  /// What was forced of a file, whatever its name is.
  private static final class Contents {
    byte[] durable = {};
  }

  UnreliableDisk(Path root) throws IOException {
    this.root = root;
    this.disk =
        new RealDisk(_ -> {
          if (left-- <= 0) {
            throw new Killed();
          }
        });
    if (Files.exists(root)) {
      try (var all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Contents contents = new Contents();
          contents.durable = Files.readAllBytes(file);
          names.put(file, contents);
        }
      }
      durableNames.putAll(names);
    }
  }

  /// Lets a process live for so many steps.
  void live(int steps) {
    left = steps;
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return watched(file, disk.create(file));
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    return watched(file, disk.open(file));
  }

  private DiskFile watched(Path file, DiskFile open) {
    Contents contents = names.get(file);
    if (contents == null) {
      Contents fresh = new Contents();
      names.put(file, fresh);
      pending.add(() -> durableNames.put(file, fresh));
      return new Watched(file, open, fresh);
    }
    return new Watched(file, open, contents);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    Contents moved = names.remove(from);
    if (moved != null) {
      names.put(to, moved);
      pending.add(() -> {
        durableNames.remove(from);
        durableNames.put(to, moved);
      });
    }
  }

  @Override
  public void link(Path file, Path name) {
    throw new UnsupportedOperationException("no ledger links files");
  }

  @Override
  public void remove(Path file) throws IOException {
    disk.remove(file);
    if (names.remove(file) != null) {
      pending.add(() -> durableNames.remove(file));
    }
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    disk.makeDirectories(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
    pending.forEach(Runnable::run);
    pending.clear();
  }

  @Override
  public void forceAll(List<Path> files) throws IOException {
    disk.forceAll(files);
    for (Path file : files) {
      force(file);
    }
  }

  private void force(Path file) throws IOException {
    Contents contents = names.get(file);
    if (contents != null) {
      contents.durable = Files.readAllBytes(file);
    }
  }

  /// Leaves on the real disk what a machine could find there after its power was cut.
  void lose(Random random) throws IOException {
    Map<Contents, byte[]> written = new HashMap<>();
    for (var name : names.entrySet()) {
      if (Files.exists(name.getKey())) {
        written.put(name.getValue(), Files.readAllBytes(name.getKey()));
      }
    }
    if (random.nextBoolean()) {
      pending.subList(0, random.nextInt(pending.size() + 1)).forEach(Runnable::run);
    } else {
      pending.stream().filter(_ -> random.nextBoolean()).forEach(Runnable::run);
    }
    if (!Files.exists(root)) {
      return;
    }
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    for (var name : durableNames.entrySet()) {
      byte[] durable = name.getValue().durable;
      byte[] latest = written.getOrDefault(name.getValue(), durable);
      Files.write(name.getKey(), survivors(durable, latest, random));
    }
  }

  /// A file between what was forced and what was written: of any length in between, and each block
  /// as it was forced, NULs where nothing was, or as it was written.
  private static byte[] survivors(byte[] durable, byte[] latest, Random random) {
    int low = Math.min(durable.length, latest.length);
    int high = Math.max(durable.length, latest.length);
    byte[] result = Arrays.copyOf(durable, low + random.nextInt(high - low + 1));
    boolean whole = random.nextBoolean();
    for (int at = 0; at < result.length; at += BLOCK) {
      int to = Math.min(Math.min(at + BLOCK, result.length), latest.length);
      if (to > at && (whole || random.nextBoolean())) {
        System.arraycopy(latest, at, result, at, to - at);
      }
    }
    return result;
  }

  /// A file whose forced contents are kept.
  private static final class Watched implements DiskFile {
    private final Path path;
    private final DiskFile file;
    private final Contents contents;

    Watched(Path path, DiskFile file, Contents contents) {
      this.path = path;
      this.file = file;
      this.contents = contents;
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
      file.write(octets);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public void position(long position) throws IOException {
      file.position(position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      file.force();
      contents.durable = Files.readAllBytes(path);
    }

    @Override
    public boolean tryLock() throws IOException {
      return file.tryLock();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
