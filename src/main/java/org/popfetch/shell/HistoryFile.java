package org.popfetch.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.os.Disk;
import org.popfetch.os.Reason;

/// The file that keeps what was typed: private, beside the accounts' states.
final class HistoryFile {
  /// No account can have this name, so that no account's state is in the way.
  private static final String NAME = ".shell-history";

  private HistoryFile() {}

  /// Makes it when there is none, 0600.
  ///
  /// @param directory where accounts' states are
  /// @return nothing when it cannot be used; the prompt works without
  static Optional<Path> prepare(Path directory, Disk disk, Consumer<String> told) {
    Path file = directory.resolve(NAME);
    try {
      disk.makeDirectories(directory);
      disk.open(file).close();
      return Optional.of(file);
    } catch (IOException e) {
      told.accept("what is typed will be forgotten: " + file + ": " + Reason.of(e, file));
      return Optional.empty();
    }
  }
}
