package org.popfetch.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.popfetch.testing.TestKey;

/// How peers are started.
final class Peer {
  /// No peer may write a file beyond this, in kB: one of them fills disks.
  private static final int MOST_KILOBYTES = 100_000;

  /// No peer may take more memory than this, in kB: some keep whatever a server says.
  private static final int MOST_MEMORY = 2_000_000;

  /// Bounds a command, and runs it as nobody where it would run as root: getmail6 refuses that.
  private static final String BOUNDED =
      """
      ulimit -f %d -v %d
      if [ "$(id -u)" = 0 ]; then
        chown -R nobody: "$HOME"
        chmod go+x "$HOME" "$HOME/.."
        exec setpriv --reuid=nobody --regid="$(id -gn nobody)" --clear-groups "$@"
      fi
      exec "$@"
      """
          .formatted(MOST_KILOBYTES, MOST_MEMORY);

  private Peer() {}

  static boolean isInstalled(String program) {
    return Stream.of("/usr/local/bin", "/usr/bin", "/bin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// Writes a file that nobody else may read, as all of them demand.
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /// The certificate of an authority, as a file in the home, for the fetcher to read.
  static Path authority(Path home, TestKey key) {
    try {
      return Files.copy(
          key.pem(), home.resolve("authority.pem"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The Maildir `Mail`, which no peer makes for itself.
  static void makeMaildir(Path home) throws IOException {
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(home.resolve("Mail").resolve(folder));
    }
  }

  /// Makes a folder, or makes it empty.
  static void clear(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : names(folder)) {
      Files.delete(folder.resolve(name));
    }
  }

  /// What is in a folder, sorted.
  static List<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Process start(Fetcher peer, Path home) throws IOException {
    var bounded = new ArrayList<>(List.of("bash", "-c", BOUNDED, "bash"));
    bounded.addAll(peer.command(home));
    var builder =
        new ProcessBuilder(bounded)
            .directory(home.toFile())
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(peer.environment(home));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
