package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.popfetch.os.Disk;

/// A private file that is not needed any more.
final class Leftover {
  private Leftover() {}

  /// Removes the files in a directory whose names are as described.
  static void sweep(Disk disk, Path directory, Predicate<String> names) {
    try {
      for (String name : FileNames.in(directory)) {
        if (names.test(name)) {
          remove(disk, directory.resolve(name));
        }
      }
    } catch (IOException sweptNextTime) {
      // Nothing is lost by leaving them.
    }
  }

  /// Removes it now if that works; else the next run's sweep does.
  static void remove(Disk disk, Path file) {
    try {
      disk.remove(file);
    } catch (IOException sweptLater) {
      // Its name bears the account's mark, by which Sink.sweep finds it.
    }
  }
}
