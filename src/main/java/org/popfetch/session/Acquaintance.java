package org.popfetch.session;

import org.popfetch.account.Pipelining;
import org.popfetch.pop3.Capabilities;

/// What earlier sessions learnt of a server, and saves this one round trips.
///
/// @param offers what it announced before a login, on a line protected like this one's; nothing
///   known: it is asked
/// @param grants what it announced after that login
/// @param ahead what became of commands that were sent behind a login before it was answered.
///   `PIPELINING` should mean that they are heard (RFC 2449 §6.6); some servers that announce it
///   lose them all the same
/// @param lockStep whether it lost count when commands were pipelined
public record Acquaintance(
    Capabilities offers, Capabilities grants, Ahead ahead, boolean lockStep) {

  /// A server that nobody knows.
  public static final Acquaintance NONE =
      new Acquaintance(Capabilities.NONE, Capabilities.NONE, Ahead.UNKNOWN, false);

  /// For whoever wants to see one answer after the other.
  static final Acquaintance STEP_BY_STEP = NONE.with(Ahead.LOST);

  /// What became of commands behind a login.
  public enum Ahead {
    UNKNOWN,
    HEARD,
    LOST
  }

  /// Whether commands are sent in batches: the user's wish beats what is known and announced.
  boolean pipelines(Pipelining wish, Capabilities announced) {
    return switch (wish) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> !lockStep && announced.pipelining();
    };
  }

  Acquaintance with(Ahead other) {
    return new Acquaintance(offers, grants, other, lockStep);
  }

  /// What outlives a session that failed: the rest may have been to blame.
  Acquaintance afterFailure() {
    return new Acquaintance(
        Capabilities.NONE,
        Capabilities.NONE,
        ahead == Ahead.LOST ? ahead : Ahead.UNKNOWN,
        lockStep);
  }
}
