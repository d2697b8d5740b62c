package org.popfetch.account;

/// Whether commands may be sent before earlier ones were answered (RFC 2449 §6.6).
public enum Pipelining {
  /// When the server announces it, and it has not yet failed with this server.
  AUTO,
  /// Always.
  ON,
  /// Never.
  OFF
}
