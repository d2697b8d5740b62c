package org.popfetch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
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

  /// Makes a new home, and a fetcher that lives there knows what to do.
  void furnish(Fetcher fetcher, List<Order> orders) throws IOException {
    remove(home(fetcher));
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

  @Override
  public void close() throws IOException {
    remove(folder);
  }
}
