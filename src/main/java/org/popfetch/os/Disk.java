package org.popfetch.os;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The file system, as far as it is changed or locked. Reading what nobody else writes needs no
/// seam: `Files` will do.
///
/// All methods throw [IOException] with the system's own reason; a caller turns it into a failure
/// that names the account and what was being done.
public interface Disk {
  /// Hears of each step before it is taken; may throw to forbid it.
  @FunctionalInterface
  interface StepListener {
    void before(Step step) throws IOException;
  }

  /// Makes a new file, 0600. Fails when the name is taken.
  DiskFile create(Path file) throws IOException;

  /// Opens an existing file, or makes it (0600), for reading and writing; the position is 0.
  DiskFile open(Path file) throws IOException;

  /// Renames within one file system, atomically. Overwrites: names must be unique where that
  /// matters.
  void rename(Path from, Path to) throws IOException;

  /// Gives an existing file a second name. Fails when the name is taken: together with a private
  /// first name, the way to make a file that appears with its contents or not at all.
  void link(Path file, Path name) throws IOException;

  /// Removes a file; it need not exist.
  void remove(Path file) throws IOException;

  /// Makes a directory and the missing ones above it, 0700, and forces each new entry to stable
  /// storage. Of those that are there already nobody knows whether they were forced: [#forceAbove].
  void makeDirectories(Path directory) throws IOException;

  /// Forces the entries of a directory to stable storage.
  void forceDirectory(Path directory) throws IOException;

  /// Forces the entries that lead to a directory, as far up as this user could have made them, and
  /// no farther than its file system goes: a run that made some may have been killed before it
  /// forced them.
  default void forceAbove(Path directory) throws IOException {
    FileStore ours = Files.getFileStore(directory);
    Path above = directory.toAbsolutePath().getParent();
    while (above != null
        && Files.isWritable(above)
        && Files.isReadable(above)
        && Files.getFileStore(above).equals(ours)) {
      forceDirectory(above);
      above = above.getParent();
    }
  }

  /// Forces the contents of many closed files to stable storage, side by side. Fails when any of
  /// them fails.
  void forceAll(List<Path> files) throws IOException;
}
