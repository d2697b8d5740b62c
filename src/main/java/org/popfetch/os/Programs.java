package org.popfetch.os;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.pop3.ServerText;

/// Starts other programs.
public interface Programs {
  /// What to start, without a shell.
  ///
  /// @param argv the program, looked up in `PATH`, and its arguments
  /// @param environment added to this process's own
  /// @param input its standard input
  /// @param timeout it is killed, with all it started, when it runs longer
  record Order(List<String> argv, Map<String, String> environment, Input input, Duration timeout) {
    /// @param file becomes its standard input; nothing: an empty one
    public Order(
        List<String> argv, Map<String, String> environment, Optional<Path> file, Duration timeout) {
      this(
          argv, environment, file.<Input>map(Input.File::new).orElse(new Input.Nothing()), timeout);
    }
  }

  /// What a program reads from its standard input.
  sealed interface Input {
    /// The end of it.
    record Nothing() implements Input {}

    /// A file, redirected: all of it is there even when this process dies.
    record File(Path path) implements Input {}

    /// Something that belongs neither into a file nor among the arguments, in UTF-8. Short: it has
    /// to fit into a pipe, 16 kB at least.
    record Told(Secret secret) implements Input {}
  }

  /// How it ended.
  ///
  /// @param status its exit status; -1 when it was killed because of the timeout
  /// @param output the beginning of its standard output
  /// @param errors the beginning of its standard error; both are what some program said, so they
  ///   escape themselves
  record Ended(int status, ServerText output, ServerText errors) {
    /// The most that is kept of either stream, in octets.
    public static final int MOST = 64 * 1024;

    /// The status of a program that was killed because of the timeout.
    public static final int TIMED_OUT = -1;

    public boolean timedOut() {
      return status == TIMED_OUT;
    }

    /// What it printed may be a password.
    @Override
    public String toString() {
      return "Ended[status=" + status + ", errors=" + errors + "]";
    }
  }

  /// Runs a program to its end.
  ///
  /// @throws IOException when it cannot be started: no such program, not executable, a NUL in an
  ///   argument or in the environment; the message says so in plain words
  Ended run(Order order) throws IOException;
}
