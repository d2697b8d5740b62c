package org.popfetch.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The disk of this machine. Safe for use by many threads.
public final class RealDisk implements Disk {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<StandardOpenOption> READ_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final Steps steps;

  public RealDisk() {
    this(Steps.unheard());
  }

  public RealDisk(StepListener listener) {
    this(new Steps(listener));
  }

  public RealDisk(Steps steps) {
    this.steps = steps;
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    steps.announce(Step.Kind.CREATE, file);
    return new RealDiskFile(file, FileChannel.open(file, NEW, PRIVATE_FILE), steps);
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    try {
      return existing(file);
    } catch (NoSuchFileException missing) {
      try {
        return create(file);
      } catch (FileAlreadyExistsException madeByAnother) {
        return existing(file);
      }
    }
  }

  private DiskFile existing(Path file) throws IOException {
    return new RealDiskFile(file, FileChannel.open(file, READ_WRITE), steps);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    steps.announce(Step.Kind.RENAME, to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    steps.announce(Step.Kind.LINK, name);
    Files.createLink(name, file);
  }

  @Override
  public void remove(Path file) throws IOException {
    steps.announce(Step.Kind.REMOVE, file);
    Files.deleteIfExists(file);
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new NotDirectoryException(absolute.toString());
    }
    makeDirectories(parent);
    steps.announce(Step.Kind.MAKE_DIRECTORY, absolute);
    try {
      Files.createDirectory(absolute, PRIVATE_DIRECTORY);
    } catch (FileAlreadyExistsException _) {
      if (!Files.isDirectory(absolute)) {
        throw new NotDirectoryException(absolute.toString());
      }
    }
    forceDirectory(parent);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    steps.announce(Step.Kind.FORCE_DIRECTORY, directory);
    forceNow(directory);
  }

  @Override
  public void forceAll(List<Path> files) throws IOException {
    if (files.size() == 1) {
      steps.announce(Step.Kind.FORCE, files.getFirst());
      forceNow(files.getFirst());
      return;
    }
    for (Path file : files) {
      steps.announce(Step.Kind.FORCE, file);
    }
    SideBySide.force(files);
  }

  private static void forceNow(Path fileOrDirectory) throws IOException {
    try (var channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Forces files on threads of their own: a disk that is asked for many at once does them in few
  /// turns, where one after another would wait a turn each.
  private static final class SideBySide {
    private static final int AT_ONCE = 8;

    private final Queue<Path> files;
    private final AtomicInteger forced = new AtomicInteger();
    private volatile @Nullable IOException failure;

    private SideBySide(List<Path> files) {
      this.files = new ConcurrentLinkedQueue<>(files);
    }

    static void force(List<Path> files) throws IOException {
      var all = new SideBySide(files);
      List<Thread> others = new ArrayList<>();
      for (int i = 1; i < Math.min(AT_ONCE, files.size()); i++) {
        others.add(Thread.ofPlatform().name("force").start(all::forceMore));
      }
      all.forceMore();
      for (Thread other : others) {
        await(other);
      }
      IOException first = all.failure;
      if (first != null) {
        throw first;
      }
      if (all.forced.get() < files.size()) {
        throw new IOException("a thread ended before its file was on stable storage");
      }
    }

    private void forceMore() {
      for (Path file = files.poll(); file != null; file = files.poll()) {
        try {
          forceNow(file);
          forced.incrementAndGet();
        } catch (IOException e) {
          failure = e;
        }
      }
    }

    private static void await(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts threads here", e);
      }
    }
  }
}
