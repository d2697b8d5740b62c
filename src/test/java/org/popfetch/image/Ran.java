package org.popfetch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.popfetch.testing.KeptSecrets;

/// A program that ran to its end, with what it wrote.
record Ran(int status, String out, String err) {
  private static final long SECONDS = 60;

  /// The image that the build has just made.
  static Path image() {
    return Path.of(System.getProperty("popfetch.image"));
  }

  /// Runs a command at the top of the checkout, in this environment and no other.
  static Ran run(Map<String, String> environment, List<String> command) throws IOException {
    var out = Files.createTempFile("ran", ".out");
    var err = Files.createTempFile("ran", ".err");
    try {
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " still runs after " + SECONDS + " s");
      }
      var ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
      KeptSecrets.check("standard output", ran.out());
      KeptSecrets.check("standard error", ran.err());
      return ran;
    } catch (InterruptedException e) {
      throw new AssertionError(command + " was not waited for", e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// It did what was asked and said nothing on standard error.
  Ran quietly() {
    assertThat(this).returns(0, Ran::status).returns("", Ran::err);
    return this;
  }
}
