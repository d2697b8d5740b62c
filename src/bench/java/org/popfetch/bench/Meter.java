package org.popfetch.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.popfetch.dovecot.Dovecot;

/// Runs programs, and asks the kernel afterwards what they took.
///
/// A process that is started from a large one counts that one's memory as its own peak: it shares
/// it until the moment that it becomes another program. So a shell is started, which starts the
/// program and leaves; the program then is a child of this process ([Kernel#adoptOrphans]).
final class Meter implements AutoCloseable {
  /// Says which process the program will be, which waits until somebody has opened the gate and
  /// closed it.
  private static final String START =
      """
      log=$1 gate=$2; shift 2
      mkfifo "$gate"
      { read -r _ <"$gate"; exec "$@"; } </dev/null >>"$log" 2>&1 &
      echo $!
      """;

  private static final int NOBODY = 0;

  /// Ends who hangs.
  private final ScheduledExecutorService guard =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private volatile int running = NOBODY;

  Meter() {
    Kernel.adoptOrphans();
  }

  /// Runs a program to its end.
  ///
  /// @param log gets what it writes
  /// @param most it is killed when it takes longer
  Usage run(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      Duration most)
      throws IOException {
    Path gate = log.resolveSibling(log.getFileName() + ".gate");
    var builder =
        new ProcessBuilder(started(command, log, gate))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    int pid = startedBy(builder.start());
    running = pid;
    if (guard.isShutdown()) {
      kill(pid);
      throw new IOException("closed");
    }
    OutputStream opened = Files.newOutputStream(gate);
    long begun = System.nanoTime();
    opened.close();
    var end = guard.schedule(() -> kill(pid), most.toMillis(), TimeUnit.MILLISECONDS);
    Kernel.Account account = Kernel.await(pid);
    long wall = System.nanoTime() - begun;
    running = NOBODY;
    end.cancel(false);
    Files.delete(gate);
    return new Usage(begun, Duration.ofNanos(wall), account);
  }

  private static int startedBy(Process shell) throws IOException {
    try (var said = shell.inputReader()) {
      int pid = Integer.parseInt(String.valueOf(said.readLine()));
      shell.waitFor(); // only then is the program a child of this process
      return pid;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static List<String> started(List<String> command, Path log, Path gate) {
    var all = new ArrayList<>(List.of("/bin/sh", "-c", START, "sh"));
    all.addAll(List.of(log.toString(), gate.toString()));
    if (Dovecot.isRoot()) {
      String user = Dovecot.NOBODY;
      all.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    }
    all.addAll(command);
    return all;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }

  /// Ends whoever is running.
  @Override
  public void close() {
    guard.shutdownNow();
    if (running != NOBODY) {
      kill(running);
    }
  }
}
