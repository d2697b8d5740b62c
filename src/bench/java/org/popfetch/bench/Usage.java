package org.popfetch.bench;

import java.time.Duration;

/// What one run took.
///
/// @param begunNanos when it was started, by `System.nanoTime()`
record Usage(long begunNanos, Duration wall, Kernel.Account account) {}
