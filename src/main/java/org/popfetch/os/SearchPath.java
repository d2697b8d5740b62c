package org.popfetch.os;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where programs are looked for: the environment variable `PATH`.
public final class SearchPath {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  /// What the system itself searches when there is no `PATH`.
  private static final String DEFAULT = "/bin:/usr/bin";

  private SearchPath() {}

  /// The file that runs as `program`, which is a path when there is a slash in it. Empty when there
  /// is none, or none that may be executed.
  public static Optional<Path> find(String program) {
    if (program.indexOf('/') >= 0) {
      return Optional.of(Path.of(program)).filter(SearchPath::isProgram);
    }
    String path = System.getenv().getOrDefault("PATH", DEFAULT);
    return SEPARATOR
        .splitAsStream(path)
        .map(directory -> Path.of(directory.isEmpty() ? "." : directory).resolve(program))
        .filter(SearchPath::isProgram)
        .findFirst();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
