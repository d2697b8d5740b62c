package org.popfetch.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/// This machine's clock, in its zone, which is looked up when somebody asks for it: reading the
/// table of zones takes longer than telling the time.
final class LocalClock extends Clock {
  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
