package org.popfetch.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Directories in memory, where the machine has such: forcing costs nothing there, and thousands of
/// simulated deaths do a lot of it.
final class Memory implements TempDirFactory {
  private static final Path SHARED = Path.of("/dev/shm");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return Files.isWritable(SHARED)
        ? Files.createTempDirectory(SHARED, "popfetch")
        : Files.createTempDirectory("popfetch");
  }
}
