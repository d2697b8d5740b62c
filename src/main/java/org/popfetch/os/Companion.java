package org.popfetch.os;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.popfetch.pop3.ServerText;

/// A program that runs beside this one and is talked to by its standard input and output, until it
/// is closed. Closing it, from any thread, ends every wait for it.
public final class Companion implements AutoCloseable {
  /// How long it may take to leave after it was asked to.
  private static final Duration PARTING = Duration.ofMillis(300);

  /// How long the end of its output may come before the end of itself.
  private static final Duration ENDING = Duration.ofMillis(500);

  private final Process process;
  private final Incoming output;
  private final OutputStream input;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Thread gathering;
  private volatile boolean closed;

  private Companion(Process process) {
    this.process = process;
    this.output = new Incoming(process.getInputStream());
    this.input = new Prompt(process.getOutputStream());
    this.gathering = Thread.ofPlatform().daemon().name("tunnel errors").start(this::gatherErrors);
  }

  /// Starts it.
  ///
  /// @param argv the program, looked up in `PATH`, and its arguments; no shell sees them
  /// @throws IOException when it cannot be started; the message says why in plain words
  public static Companion start(List<String> argv) throws IOException {
    return new Companion(RealPrograms.begin(new ProcessBuilder(argv)));
  }

  /// What it writes.
  public InputStream output() {
    return output;
  }

  /// What it reads. Nothing is kept back: a write hands over.
  public OutputStream input() {
    return input;
  }

  /// The beginning of its standard error; what some program said, so it escapes itself.
  public ServerText complaint() {
    synchronized (errors) {
      return ServerText.of(errors.toByteArray(), 0, errors.size());
    }
  }

  /// Its exit status when it has ended, or is about to, and nobody asked it to. Then [#complaint]
  /// is complete as well, unless somebody else holds its standard error.
  public OptionalInt ownEnd() {
    if (closed || !waitFor(ENDING)) {
      return OptionalInt.empty();
    }
    try {
      gathering.join(ENDING);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
    return OptionalInt.of(process.exitValue());
  }

  /// Ends it and what it has started: by a request, and soon after by force.
  @Override
  public void close() {
    closed = true;
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    family.forEach(ProcessHandle::destroy);
    if (!waitFor(PARTING) || family.stream().anyMatch(ProcessHandle::isAlive)) {
      Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    output.end();
  }

  private boolean waitFor(Duration most) {
    try {
      return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }

  private void gatherErrors() {
    byte[] buffer = new byte[1024];
    try (InputStream stream = process.getErrorStream()) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        synchronized (errors) {
          errors.write(buffer, 0, Math.min(read, Programs.Ended.MOST - errors.size()));
        }
      }
    } catch (IOException e) {
      // What it said is told, never relied upon.
    }
  }

  /// Java keeps back what is written to a program until it is told to flush, which TLS does not do.
  private static final class Prompt extends FilterOutputStream {
    Prompt(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
      out.write(octets, from, count);
      out.flush();
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      out.flush();
    }
  }
}
