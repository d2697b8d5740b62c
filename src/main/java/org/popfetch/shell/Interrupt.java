package org.popfetch.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Ctrl-C while something is under way: the first one stops what is shown, the second one hangs up.
final class Interrupt {
  private int strikes;
  private int most = 2;
  private Runnable hangUp = () -> {};
  private Optional<Duration> grace = Optional.empty();
  private long deeds;
  private boolean over;
  private boolean asking;

  /// Something begins.
  ///
  /// @param ending hangs up, from any thread
  /// @param most how many strikes it takes to that
  synchronized void begin(Runnable ending, int most) {
    this.strikes = 0;
    this.most = most;
    this.hangUp = ending;
    this.grace = Optional.empty();
    this.deeds++;
    this.over = false;
  }

  /// Likewise, for what shows nothing on the way.
  ///
  /// @param grace how long it may go on after the first strike until that hangs up, too
  synchronized void begin(Runnable ending, int most, Duration grace) {
    begin(ending, most);
    this.grace = Optional.of(grace);
  }

  /// Whether somebody is asked how to go on: nobody waits for the server meanwhile.
  synchronized void asking(boolean now) {
    asking = now;
  }

  /// Somebody wants to see no more.
  synchronized void stop() {
    strikes = Math.max(1, strikes);
  }

  /// Somebody pressed Ctrl-C.
  ///
  /// @return whether what was begun goes on, unattended, until there is an answer, or another
  ///   strike
  synchronized boolean strike() {
    strikes++;
    if (strikes == most) {
      hangUp.run();
    } else if (strikes == 1) {
      grace.ifPresent(this::hangUpAfter);
    }
    return strikes < most && grace.isEmpty() && !over && !asking;
  }

  private void hangUpAfter(Duration time) {
    long deed = deeds;
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> hangUpStill(deed));
  }

  private synchronized void hangUpStill(long deed) {
    if (deed == deeds && !over) {
      hangUp.run();
    }
  }

  /// What was begun is over.
  synchronized void end() {
    over = true;
  }

  synchronized boolean struck() {
    return strikes > 0;
  }
}
