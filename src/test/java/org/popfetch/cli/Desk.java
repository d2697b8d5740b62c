package org.popfetch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popfetch.testing.KeptSecrets;

/// Where somebody types command lines: a home folder, an environment, and the program in-process.
final class Desk {
  /// What came of a command line.
  record Ran(int status, String out, String err) {
    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  Desk(Path home) {
    this.home = home;
  }

  Path path(String name) {
    return home.resolve(name);
  }

  Desk with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Writes the configuration where the program looks for it, private.
  Path configure(String toml) throws IOException {
    return write(".config/popfetch/config.toml", toml);
  }

  Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /// Runs a command line; its words stand between blanks.
  Ran popfetch(String words) {
    return run(words.isEmpty() ? new String[0] : words.split(" "));
  }

  Ran run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var edge =
        new Edge(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment,
            home,
            Clock.systemUTC(),
            _ -> {});
    int status = Popfetch.run(edge, args);
    edge.out().flush();
    edge.err().flush();
    var ran =
        new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    KeptSecrets.check("standard output", ran.out());
    KeptSecrets.check("standard error", ran.err());
    return ran;
  }
}
