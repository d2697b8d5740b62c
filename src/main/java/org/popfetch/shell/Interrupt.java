package org.popfetch.shell;

/// Ctrl-C while something is under way: the first one stops what is shown, the second one hangs up.
final class Interrupt {
  private int strikes;
  private int most = 2;
  private Runnable hangUp = () -> {};

  /// Something begins.
  ///
  /// @param ending hangs up, from any thread
  /// @param most how many strikes it takes to that
  synchronized void begin(Runnable ending, int most) {
    this.strikes = 0;
    this.most = most;
    this.hangUp = ending;
  }

  /// Somebody wants to see no more.
  synchronized void stop() {
    strikes = Math.max(1, strikes);
  }

  /// Somebody pressed Ctrl-C.
  synchronized void strike() {
    strikes++;
    if (strikes == most) {
      hangUp.run();
    }
  }

  synchronized boolean struck() {
    return strikes > 0;
  }
}
