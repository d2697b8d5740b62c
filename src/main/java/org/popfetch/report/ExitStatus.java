package org.popfetch.report;

import java.util.Collection;
import java.util.Comparator;

/// The exit codes, after sysexits(3), in ascending order of seriousness: with several accounts the
/// most serious one is the program's.
public enum ExitStatus {
  /// Fine; nothing new is fine too.
  OK(0),
  /// `check` found no waiting message.
  NOTHING(1),
  /// Some or all failed for now; another run may succeed (`EX_TEMPFAIL`).
  TRY_LATER(75),
  /// The server cannot be reached, or TLS was refused (`EX_UNAVAILABLE`).
  UNREACHABLE(69),
  /// The host has no address (`EX_NOHOST`).
  UNKNOWN_HOST(68),
  /// The server broke the protocol (`EX_PROTOCOL`).
  PROTOCOL(76),
  /// Delivery failed for a reason on this side (`EX_IOERR`).
  DELIVERY(74),
  /// Login refused, or no password (`EX_NOPERM`).
  LOGIN(77),
  /// Sink or state cannot be opened (`EX_CANTCREAT`).
  CANNOT_OPEN(73),
  /// Something is wrong in the configuration (`EX_CONFIG`).
  CONFIG(78),
  /// A bug in popfetch (`EX_SOFTWARE`).
  BUG(70),
  /// The command line was wrong (`EX_USAGE`).
  USAGE(64),
  /// Ended by SIGINT.
  INTERRUPTED(130),
  /// Ended by SIGTERM.
  TERMINATED(143);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// The most serious of several, [#OK] of none.
  public static ExitStatus worst(Collection<ExitStatus> statuses) {
    return statuses.stream().max(Comparator.naturalOrder()).orElse(OK);
  }
}
