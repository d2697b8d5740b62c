package org.popfetch.cli;

/// The program's entry.
public final class Main {
  private Main() {}

  /// Runs the command line and leaves with its status.
  public static void main(String[] args) {
    Preparation.begin(args);
    System.exit(Popfetch.run(Edge.ofProcess(), args));
  }
}
