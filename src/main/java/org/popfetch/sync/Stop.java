package org.popfetch.sync;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Asks a run to end early, in two stages: first nothing new is begun, then whatever still waits
/// for a server is cut off.
public final class Stop {
  private final Runnable first;
  private final List<Runnable> cutters = new CopyOnWriteArrayList<>();
  private volatile boolean requested;
  private volatile boolean expired;

  public Stop() {
    this(() -> {});
  }

  /// @param first is done at the first stage: gives up what is only waited for, as a person's
  ///   answer is. It may run on any thread, and more than once
  public Stop(Runnable first) {
    this.first = first;
  }

  /// Whether nothing new is to be begun.
  public boolean isRequested() {
    return requested;
  }

  /// Whether nothing is to be waited for any more.
  public boolean isExpired() {
    return expired;
  }

  /// First stage: what is under way may be brought to its end.
  public void request() {
    requested = true;
    first.run();
  }

  /// Second stage: the time for that is over.
  public void expire() {
    requested = true;
    expired = true;
    cutters.forEach(Runnable::run);
  }

  /// Registers what cuts off a conversation. It runs at once when the time is over already.
  ///
  /// @param cutter may run on any thread, more than once
  /// @return takes it back
  public Registration onExpiry(Runnable cutter) {
    cutters.add(cutter);
    if (expired) {
      cutter.run();
    }
    return () -> cutters.remove(cutter);
  }

  /// Ends with a `try` block.
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
