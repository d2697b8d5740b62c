package org.popfetch.faults.server;

import java.util.Optional;
import org.popfetch.testing.TestKey;

/// What protects a server's connections.
///
/// @param key whose certificate it shows; none without TLS
public record Protection(Mode mode, Optional<TestKey> key) {

  /// When TLS begins, for servers and for clients.
  public enum Mode {
    NONE,
    /// At once.
    IMPLICIT,
    /// At the command `STLS` (RFC 2595 §4).
    STLS
  }

  public static Protection none() {
    return new Protection(Mode.NONE, Optional.empty());
  }

  public static Protection implicit(TestKey key) {
    return new Protection(Mode.IMPLICIT, Optional.of(key));
  }

  public static Protection stls(TestKey key) {
    return new Protection(Mode.STLS, Optional.of(key));
  }
}
