package org.popfetch.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/// What the program finds around it: streams, environment, clock. One value, so that a test can run
/// a command line in a world of its own.
///
/// @param out results
/// @param err everything else
/// @param environment the process's variables
/// @param home the user's home folder
/// @param clock the time by this machine's clock, in its zone
record Edge(
    PrintStream out, PrintStream err, Map<String, String> environment, Path home, Clock clock) {

  static Edge ofProcess() {
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    return new Edge(
        System.out,
        System.err,
        System.getenv(),
        Path.of(home),
        Clock.system(ZoneId.systemDefault()));
  }

  /// Without the environment, which may hold secrets.
  @Override
  public String toString() {
    return "edge";
  }
}
