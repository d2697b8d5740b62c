package org.popfetch.account;

import java.time.Duration;

/// How long a delivered message stays on the server.
public sealed interface Keep {
  /// For good: nothing is ever deleted.
  record Forever() implements Keep {}

  /// Not at all: deleted once it is safe here.
  record UntilDelivered() implements Keep {}

  /// For this long, counted from its delivery here; positive.
  record For(Duration age) implements Keep {}
}
