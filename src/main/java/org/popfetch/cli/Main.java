package org.popfetch.cli;

/// The program's entry.
public final class Main {
  private Main() {}

  /// Runs the command line and leaves with its status.
  public static void main(String[] args) {
    Preparation.begin();
    System.exit(Popfetch.run(Edge.ofProcess(), args));
  }
}
