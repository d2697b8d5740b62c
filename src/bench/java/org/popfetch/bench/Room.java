package org.popfetch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Order;

/// Where the fetchers' homes are: on a real disk, since what a fetcher does for safety costs
/// nothing in memory.
///
/// @param folder which everybody may enter
record Room(Path folder) implements AutoCloseable {
  /// Unlike `/tmp`, this is never in memory.
  private static final Path DISK = Path.of("/var/tmp");

  private static final int ATTEMPTS = 10;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

  static Room make() throws IOException {
    Path folder = Files.createTempDirectory(DISK, "popfetch-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Room(folder);
  }

  Path home(Fetcher fetcher) {
    return folder.resolve(fetcher.name());
  }

  /// What the fetcher wrote, over all of its runs.
  Path log(Fetcher fetcher) {
    return folder.resolve(fetcher.name() + ".log");
  }

  /// Makes a new home, and a fetcher that lives there knows what to do. The former one is put aside
  /// until all is over: for minutes after thousands of files were deleted ext4 searches long for
  /// the inode of a new one, which would be what is measured.
  void furnish(Fetcher fetcher, List<Order> orders) throws IOException {
    if (Files.exists(home(fetcher))) {
      Files.move(home(fetcher), Files.createTempDirectory(folder, "former").resolve("home"));
    }
    Files.createDirectory(home(fetcher));
    fetcher.configure(home(fetcher), orders);
    Dovecot.own(home(fetcher));
  }

  /// How many messages have arrived in the home's Maildir.
  int delivered(Fetcher fetcher) throws IOException {
    try (Stream<Path> arrived = Files.list(home(fetcher).resolve("Mail/new"))) {
      return Math.toIntExact(arrived.count());
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Somebody who was ended a moment ago may have left children that still write.
  @Override
  public void close() throws IOException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        remove(folder);
      } catch (IOException | UncheckedIOException changing) {
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
    remove(folder);
  }
}
