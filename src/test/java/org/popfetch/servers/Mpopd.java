package org.popfetch.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// mpopd over a Maildir, of which it shows what is in `new`.
final class Mpopd implements PopServer {
  private static final Path PROGRAM = Path.of("/usr/bin/mpopd");

  private final Path room = Files.createTempDirectory("popfetch-mpopd");
  private final int port = Running.freePort();
  private final Running process;

  Mpopd() throws IOException {
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectory(room.resolve(folder));
    }
    process =
        Running.start(
            List.of(
                PROGRAM.toString(),
                "--port=" + port,
                "--auth=me,echo abracadabra",
                "--maildir=" + room));
    process.awaitPort(port);
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void fill(List<String> messages) throws IOException {
    try (Stream<Path> files = Files.list(room.resolve("new"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (int i = 0; i < messages.size(); i++) {
      Path file = room.resolve("new/17000000%02d.M%dP1.host".formatted(i, i));
      Files.writeString(file, messages.get(i).replace("\r\n", "\n"), ISO_8859_1);
    }
  }

  @Override
  public String original(String arrived) {
    return arrived;
  }

  @Override
  public void close() throws IOException {
    process.close();
    try (Stream<Path> files = Files.walk(room)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
