package org.popfetch.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs a script by a program of this machine, which `.ci/run` installs.
final class Shell {
  private Shell() {}

  /// What the program writes, standard error included, when it is given these arguments.
  ///
  /// @param path put before the `PATH` that is usual
  static String output(Path path, String program, List<String> arguments) {
    assumeTrue(
        Stream.of("/usr/local/bin", "/usr/bin", "/bin")
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
        program + " is not installed");
    try {
      Path out = Files.createTempFile("shell", ".out");
      var builder =
          new ProcessBuilder(Stream.concat(Stream.of(program), arguments.stream()).toList())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().put("PATH", path + ":/usr/local/bin:/usr/bin:/bin");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(program + " still runs after a minute");
      }
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
