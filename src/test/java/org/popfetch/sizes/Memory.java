package org.popfetch.sizes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The most memory that a process had resident, by the kernel's own account, which only grows: the
/// last look before its end is the answer, short of what came after it.
final class Memory {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Memory() {}

  /// Looks until the process ends.
  ///
  /// @return megabytes; 0 where the kernel does not tell
  static long peakOf(Process process) {
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, now(process.pid()));
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return peak / 1024;
  }

  private static long now(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
