package org.popfetch.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.popfetch.dovecot.Dovecot;

/// Runs programs, and asks the kernel afterwards what they took.
///
/// A process that is started from a large one counts that one's memory as its own peak: it shares
/// it until the moment that it becomes another program. So a shell is started, which starts the
/// program and leaves; the program then is a child of this process ([Kernel#adoptOrphans]).
final class Meter implements AutoCloseable {
  /// Says which process the program will be, which waits for a line from the gate.
  private static final String START =
      """
      log=$1 gate=$2; shift 2
      mkfifo "$gate"
      { read -r _ <"$gate"; exec "$@"; } </dev/null >>"$log" 2>&1 &
      echo $!
      """;

  private static final byte[] LINE_END = {'\n'};
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
    if (guard.isShutdown()) {
      throw new IOException("the measuring has been ended");
    }
    Path gate = log.resolveSibling(log.getFileName() + ".gate");
    var builder =
        new ProcessBuilder(started(command, log, gate))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    int pid = startedBy(builder.start());
    running = pid;
    // For reading too, so that opening it waits for nobody.
    try (var opened = FileChannel.open(gate, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long begun = System.nanoTime();
      opened.write(ByteBuffer.wrap(LINE_END));
      Kernel.Account account = awaited(pid, most);
      return new Usage(begun, Duration.ofNanos(System.nanoTime() - begun), account);
    } finally {
      running = NOBODY;
      Files.delete(gate);
    }
  }

  /// Waits for the end of the program, and brings it about when it takes too long.
  private Kernel.Account awaited(int pid, Duration most) throws IOException {
    Optional<Future<?>> end = deadline(pid, most);
    Kernel.Account account = Kernel.await(pid);
    end.ifPresent(task -> task.cancel(false));
    return account;
  }

  /// None when the guard is gone: then the program has been killed.
  private Optional<Future<?>> deadline(int pid, Duration most) {
    try {
      return Optional.of(guard.schedule(() -> kill(pid), most.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException closed) {
      kill(pid);
      return Optional.empty();
    }
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
    ProcessHandle.of(pid).ifPresent(Meter::kill);
  }

  /// The process first: it might go on when its children are gone.
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
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
