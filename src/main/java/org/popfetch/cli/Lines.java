package org.popfetch.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Writers onto the process's streams.
final class Lines {
  private Lines() {}

  /// In UTF-8, flushed line by line.
  static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
