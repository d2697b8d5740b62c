package org.popfetch.report;

/// A reporter that shows what it hears.
public sealed interface Renderer extends Reporter, AutoCloseable
    permits ConsoleReporter, JsonReporter {
  /// Says what is to be said at the very end. Never throws.
  @Override
  void close();
}
