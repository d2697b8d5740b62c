package org.popfetch.kills;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A run of a client that was started and may still be at work.
///
/// @param startedNanos by `System.nanoTime()`
record Running(Process process, long startedNanos) {
  /// No run takes so long that nobody has hung.
  private static final Duration MOST = Duration.ofSeconds(90);

  /// What [#ended] gives for a run that had to be ended by force.
  static final int HUNG = -1;

  /// @param log where its outputs go, behind the home's history
  static Running start(Client client, Home home, String log) throws IOException {
    var builder =
        new ProcessBuilder(client.command(home))
            .directory(home.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.history(log).toFile());
    builder.environment().clear();
    builder.environment().putAll(client.environment(home));
    Process process = builder.start();
    process.getOutputStream().close();
    return new Running(process, System.nanoTime());
  }

  /// Whether it is still at work, and has not hung.
  boolean goesOn() {
    return process.isAlive() && age().compareTo(MOST) < 0;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /// @param name as of kill(1): KILL, TERM, INT
  void signal(String name) throws IOException, InterruptedException {
    if (name.equals("KILL")) {
      process.destroyForcibly();
    } else {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  /// Its exit status, 128 and the signal when it was killed.
  int ended() throws InterruptedException {
    if (!process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return HUNG;
    }
    return process.exitValue();
  }

  static List<Integer> ended(List<Running> runs) throws InterruptedException {
    List<Integer> statuses = new ArrayList<>();
    for (Running run : runs) {
      statuses.add(run.ended());
    }
    return statuses;
  }
}
