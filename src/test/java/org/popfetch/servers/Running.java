package org.popfetch.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program of a server, in a session of its own: Cyrus sends its signals to the whole group of
/// processes that it is in.
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;

  private Running(Process process) {
    this.process = process;
  }

  static Running start(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command);
    var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    process.getOutputStream().close();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Running(process);
  }

  /// Runs a program to its end.
  static void run(List<String> command) throws IOException {
    run(command, "");
  }

  /// Runs a program to its end.
  ///
  /// @param input what it reads
  static void run(List<String> command, String input) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(ISO_8859_1));
    }
    String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    if (ended(process) != 0) {
      throw new IOException(command + " failed: " + said);
    }
  }

  private static int ended(Process process) throws IOException {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /// The port that it writes to its standard output once it listens.
  int announcedPort() throws IOException {
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), ISO_8859_1));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("ended with " + ended(process) + " instead of naming its port");
    }
    return Integer.parseInt(line.strip());
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Waits until somebody listens at a port.
  void awaitPort(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
    close();
    throw new IOException("nobody listens at port " + port);
  }

  /// Waits until the program has made a file.
  void awaitFile(Path file) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        close();
        throw new IOException("there is no " + file);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    ended(process);
    children.forEach(ProcessHandle::destroy);
  }
}
