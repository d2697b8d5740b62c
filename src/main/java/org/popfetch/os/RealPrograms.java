package org.popfetch.os;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.Secret;
import org.popfetch.pop3.ServerText;

/// The programs of this machine. Safe for use by many threads.
///
/// What a program prints is gathered while it runs, and no longer: a child that it leaves in the
/// background may keep its standard output open for ever, and nobody waits for that.
public final class RealPrograms implements Programs {
  /// How often what was printed is taken away, lest the pipe fills and the program blocks.
  private static final long GATHER_EVERY_MILLIS = 10;

  /// How long a killed program may take to be gone.
  private static final Duration DYING = Duration.ofSeconds(2);

  private static final Pattern SYSTEM_WORDS =
      Pattern.compile("error[:=] ?\\d+[ ,]+\\(?([^()]+)\\)?\\s*$");

  private static final File NOTHING = new File("/dev/null");

  private final Steps steps;

  public RealPrograms() {
    this(Steps.unheard());
  }

  /// @param steps shared with a [RealDisk], so that both are numbered together
  public RealPrograms(Steps steps) {
    this.steps = steps;
  }

  @Override
  public Ended run(Order order) throws IOException {
    refuseNul(order);
    steps.announce(Step.Kind.RUN, Path.of(order.argv().getFirst()));
    long deadline = System.nanoTime() + order.timeout().toNanos();
    Process process = start(order);
    try (var output = new Gathered(process.getInputStream());
        var errors = new Gathered(process.getErrorStream())) {
      boolean ended = false;
      while (!ended && System.nanoTime() < deadline) {
        ended = waitFor(process, Duration.ofMillis(GATHER_EVERY_MILLIS));
        output.gather();
        errors.gather();
      }
      int status = ended ? process.exitValue() : Ended.TIMED_OUT;
      return new Ended(status, output.text(), errors.text());
    } finally {
      end(process);
    }
  }

  private static Process start(Order order) throws IOException {
    var builder = new ProcessBuilder(order.argv());
    builder.environment().putAll(order.environment());
    builder.redirectInput(
        switch (order.input()) {
          case Input.Nothing _ -> Redirect.from(NOTHING);
          case Input.File(var path) -> Redirect.from(path.toFile());
          case Input.Told _ -> Redirect.PIPE;
        });
    Process process = begin(builder);
    if (order.input() instanceof Input.Told(var secret)) {
      tell(process, secret);
    }
    return process;
  }

  /// Starts it.
  ///
  /// @throws IOException that says in plain words why it cannot be
  static Process begin(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(builder.command().getFirst() + " cannot be started: " + why(e), e);
    }
  }

  /// A program that does not want to hear it all is free not to: how it ended is what counts.
  private static void tell(Process process, Secret secret) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(secret.utf8());
    } catch (IOException e) {
      // As above.
    }
  }

  /// The system's own words, which Java puts in brackets behind its own and an error number.
  private static String why(IOException e) {
    String words = Reason.of(e);
    Matcher system = SYSTEM_WORDS.matcher(words);
    return system.find() ? Reason.of(new IOException(system.group(1))) : words;
  }

  /// No system can pass them on; the values are not shown, they may be secret.
  private static void refuseNul(Order order) throws IOException {
    List<String> argv = order.argv();
    for (int i = 0; i < argv.size(); i++) {
      if (argv.get(i).indexOf('\0') >= 0) {
        throw new IOException("argument " + i + " of a program holds a NUL, which none can have");
      }
    }
    for (var variable : order.environment().entrySet()) {
      if (variable.getValue().indexOf('\0') >= 0) {
        throw new IOException(
            "the environment variable " + variable.getKey() + " holds a NUL, which none can have");
      }
    }
  }

  /// Kills what is left of a program that ran too long, with all that it started and that is still
  /// its descendant.
  private static void end(Process process) {
    if (process.isAlive()) {
      List<ProcessHandle> family = process.descendants().toList();
      process.destroyForcibly();
      family.forEach(ProcessHandle::destroyForcibly);
      boolean _ = waitFor(process, DYING);
    }
  }

  private static boolean waitFor(Process process, Duration most) {
    try {
      return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }

  /// One output of a program, taken away as it comes without ever waiting for more.
  private static final class Gathered implements AutoCloseable {
    private static final int MOST_READS = 64;

    private final InputStream stream;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[Ended.MOST];

    Gathered(InputStream stream) {
      this.stream = stream;
    }

    /// Takes what is there, but only so much: a program may print faster than anybody can read, and
    /// its time is limited.
    void gather() {
      try {
        for (int i = 0; i < MOST_READS && stream.available() > 0; i++) {
          int read = stream.readNBytes(buffer, 0, Math.min(stream.available(), buffer.length));
          kept.write(buffer, 0, Math.min(read, Ended.MOST - kept.size()));
        }
      } catch (IOException e) {
        // What a program printed is told, never relied upon: how it ended is what counts.
      }
    }

    ServerText text() {
      return ServerText.of(kept.toByteArray(), 0, kept.size());
    }

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException e) {
        // As above.
      }
    }
  }
}
