package org.popfetch.shell;

/// Tells after each command how long it took, when asked to.
final class Stopwatch {
  private boolean tells;
  private long begun;

  /// A command begins. Begun again, what went before is not counted: a question that was asked, or
  /// a look that popfetch took for itself.
  void start() {
    begun = System.nanoTime();
  }

  /// @return whether it tells from now on
  boolean toggle() {
    tells = !tells;
    return tells;
  }

  /// A command has ended.
  void stop(Console console) {
    if (tells) {
      console.tell((System.nanoTime() - begun) / 1_000_000 + " ms");
    }
  }
}
