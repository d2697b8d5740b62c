package org.popfetch.account;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a connection is protected, and whom it trusts.
///
/// @param mode when TLS begins
/// @param caFile PEM certificates to trust instead of the system's store
/// @param pins when not empty, the server's certificate or key must be one of these, and no CA is
///   asked
/// @param serverName the name the certificate must bear, when it is not the host's
public record Tls(Mode mode, Optional<Path> caFile, List<Pin> pins, Optional<String> serverName) {
  /// When TLS begins.
  public enum Mode {
    /// From the first byte (RFC 8314 §3.3); port 995.
    IMPLICIT,
    /// By `STLS` after the greeting (RFC 2595 §4), which must succeed; port 110.
    STARTTLS,
    /// Never; port 110.
    NONE
  }

  public Tls {
    pins = List.copyOf(pins);
  }

  public static Tls of(Mode mode) {
    return new Tls(mode, Optional.empty(), List.of(), Optional.empty());
  }
}
