package org.popfetch.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders of this test, as a whole.
final class Folder {
  private Folder() {}

  /// The files below a folder, by their names from there; none when it is missing.
  static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      return entries.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    for (Path name : files(from)) {
      Path file = to.resolve(name.toString());
      Files.createDirectories(file.getParent());
      try {
        Files.copy(from.resolve(name.toString()), file);
      } catch (NoSuchFileException gone) {
        // Taken away meanwhile, by a program that outlived its parent.
      }
    }
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }
}
