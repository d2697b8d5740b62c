package org.popfetch.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.popfetch.os.Disk;

/// What the program finds around it: streams, environment, clock, and who watches its steps. One
/// value, so that a test can run a command line in a world of its own.
///
/// @param out results
/// @param err everything else
/// @param environment the process's variables
/// @param home the user's home folder
/// @param clock the time by this machine's clock, in its zone
/// @param steps hears of each change to a disk, and of each program, before it is made or started
record Edge(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    Clock clock,
    Disk.StepListener steps) {

  static Edge ofProcess() {
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    return new Edge(
        System.out, System.err, System.getenv(), Path.of(home), new LocalClock(), _ -> {});
  }

  /// Without the environment, which may hold secrets.
  @Override
  public String toString() {
    return "edge";
  }
}
