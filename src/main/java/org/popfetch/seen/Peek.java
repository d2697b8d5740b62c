package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads an account's files without its lock. A run may be replacing them meanwhile, so that the
/// two do not fit together: then they are read again.
final class Peek {
  private static final int ATTEMPTS = 5;

  private Peek() {}

  static Optional<Loaded> at(StateFiles files) throws Damaged, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Loaded.from(files);
      } catch (Damaged e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  static boolean isWhole(StateFiles files) throws IOException {
    try {
      at(files);
      return true;
    } catch (Damaged e) {
      return false;
    }
  }

  /// @throws Damaged only when a file is of a newer version
  static StateSummary summary(StateFiles files) throws Damaged, IOException {
    long octets = octets(files.directory());
    try {
      Optional<Loaded> loaded = at(files);
      return StateSummary.of(
          files,
          loaded.map(l -> l.header().mailbox()),
          loaded.map(Loaded::table).orElseGet(SeenTable::new),
          octets,
          Optional.empty());
    } catch (Damaged e) {
      Salvaged salvaged = Salvaged.from(files);
      Optional<Mailbox> mailbox = salvaged.header().map(Header::mailbox);
      return StateSummary.of(files, mailbox, salvaged.table(), octets, Optional.of(e.what()));
    }
  }

  private static long octets(Path directory) throws IOException {
    try (Stream<Path> entries = Files.walk(directory)) {
      return entries.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
