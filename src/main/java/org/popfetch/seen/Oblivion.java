package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.popfetch.os.Disk;

/// Removes an account's files, but for the lock, which the caller holds.
record Oblivion(Disk disk) {
  /// The snapshot goes first: a journal alone is reported as damage, never taken for a new account.
  void forget(StateFiles files) throws IOException {
    disk.remove(files.snapshot());
    disk.forceDirectory(files.directory());
    for (Path spooled : spooled(files.spool())) {
      disk.remove(spooled);
    }
    disk.remove(files.told());
    disk.remove(files.journal());
    disk.forceDirectory(files.directory());
  }

  private static List<Path> spooled(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
