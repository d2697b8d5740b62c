package org.popfetch.cli;

import org.popfetch.wire.TlsProvider;

/// The program's entry.
public final class Main {
  private Main() {}

  /// Runs the command line and leaves with its status.
  public static void main(String[] args) {
    TlsProvider.prepare();
    System.exit(Popfetch.run(Edge.ofProcess(), args));
  }
}
