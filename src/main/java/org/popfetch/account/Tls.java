package org.popfetch.account;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a connection is protected, and whom it trusts.
///
/// @param mode when TLS begins
/// @param caFile PEM certificates to trust instead of the system's store: a file, or a directory of
///   such files
/// @param pins when not empty, the server's certificate or key must be one of these, and no CA is
///   asked
/// @param serverName the name that the server is asked for and the certificate must bear, when it
///   is not the host's
/// @param oldest the oldest version that is spoken
/// @param revocation whether the authorities are asked if they have taken a certificate back
/// @param client shown to a server that asks for it
public record Tls(
    Mode mode,
    Optional<Path> caFile,
    List<Pin> pins,
    Optional<String> serverName,
    Version oldest,
    boolean revocation,
    Optional<ClientCertificate> client) {
  /// When TLS begins.
  public enum Mode {
    /// From the first byte (RFC 8314 §3.3).
    IMPLICIT(995),
    /// By `STLS` after the greeting (RFC 2595 §4), which must succeed.
    STARTTLS(110),
    /// Never.
    NONE(110);

    private final int port;

    Mode(int port) {
      this.port = port;
    }

    /// Where servers listen for it (RFC 1939 §3, RFC 8314 §3.3).
    public int port() {
      return port;
    }

    /// As the configuration writes it: "implicit".
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The versions that are spoken; older ones are forbidden by RFC 8996.
  public enum Version {
    /// RFC 5246.
    TLS_1_2("1.2"),
    /// RFC 8446.
    TLS_1_3("1.3");

    private final String number;

    Version(String number) {
      this.number = number;
    }

    /// As the configuration writes it: "1.2".
    public String number() {
      return number;
    }
  }

  public Tls {
    pins = List.copyOf(pins);
  }

  /// Any version, no question about revocation, no certificate of this side.
  public Tls(Mode mode, Optional<Path> caFile, List<Pin> pins, Optional<String> serverName) {
    this(mode, caFile, pins, serverName, Version.TLS_1_2, false, Optional.empty());
  }

  public static Tls of(Mode mode) {
    return new Tls(mode, Optional.empty(), List.of(), Optional.empty());
  }

  public Tls with(Mode other) {
    return new Tls(other, caFile, pins, serverName, oldest, revocation, client);
  }
}
