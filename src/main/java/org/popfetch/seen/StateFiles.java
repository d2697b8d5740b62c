package org.popfetch.seen;

import java.nio.file.Files;
import java.nio.file.Path;
import org.popfetch.account.AccountName;

/// The files of one account.
///
/// @param stateDirectory where all accounts' are
/// @param account whose they are
record StateFiles(Path stateDirectory, AccountName account) {
  /// The account's own, 0700.
  Path directory() {
    return stateDirectory.resolve(account.value());
  }

  /// Bears the kernel's lock; once made it is never renamed or removed, so that all runs lock the
  /// same file.
  Path lock() {
    return directory().resolve("lock");
  }

  Path snapshot() {
    return directory().resolve("snapshot");
  }

  Path journal() {
    return directory().resolve("journal");
  }

  Path spool() {
    return directory().resolve("spool");
  }

  Path told() {
    return directory().resolve("told");
  }

  /// Where a file is written before it takes the place of `file`.
  static Path replacementOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /// Whether the account has any state, be it damaged.
  boolean exist() {
    return Files.exists(snapshot()) || Files.exists(journal());
  }
}
