package org.popfetch.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Names of files that could be typed next. Only looks; what cannot be looked at is not offered.
final class FileSuggestions {
  /// More are of no help.
  private static final int MOST = 200;

  private FileSuggestions() {}

  /// The files and folders whose names begin so, each as it would be typed; folders end in a slash.
  /// Hidden ones come only when their dot was typed, names with blanks not at all: they would be
  /// more than one word.
  static List<String> beginningWith(String typed, Means means) {
    int name = typed.lastIndexOf('/') + 1;
    String folder = typed.substring(0, name);
    try (Stream<Path> files = Files.list(means.path(folder))) {
      return files
          .filter(file -> isMeant(String.valueOf(file.getFileName()), typed.substring(name)))
          .map(file -> folder + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }

  private static boolean isMeant(String name, String begun) {
    return name.startsWith(begun)
        && (begun.startsWith(".") || !name.startsWith("."))
        && name.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
  }
}
