package org.popfetch.faults.server;

import java.util.Optional;
import org.popfetch.account.Tls;
import org.popfetch.testing.TestKey;

/// What protects a server's connections.
///
/// @param key whose certificate it shows; none without TLS
public record Protection(Tls.Mode mode, Optional<TestKey> key) {

  public static Protection none() {
    return new Protection(Tls.Mode.NONE, Optional.empty());
  }

  public static Protection implicit(TestKey key) {
    return new Protection(Tls.Mode.IMPLICIT, Optional.of(key));
  }

  public static Protection stls(TestKey key) {
    return new Protection(Tls.Mode.STARTTLS, Optional.of(key));
  }
}
