package org.popfetch.account;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this side shows when a server asks who it is (RFC 8446 §4.3.2).
///
/// @param certificate a file with PEM certificates, this side's own first, or a PKCS #12 file (RFC
///   7292) whose name ends in `.p12` or `.pfx`
/// @param key a file with the private key as PEM; when there is none, it is with the certificate
/// @param keyPassword the program whose first line opens the key or the PKCS #12 file; none when
///   they are not encrypted
public record ClientCertificate(
    Path certificate, Optional<Path> key, Optional<List<String>> keyPassword) {
  public ClientCertificate {
    keyPassword = keyPassword.map(List::copyOf);
  }

  /// Whether it is a PKCS #12 file, by its name.
  public boolean isPkcs12() {
    return isPkcs12(certificate);
  }

  /// Whether a file is PKCS #12, by its name.
  public static boolean isPkcs12(Path file) {
    String name = file.toString();
    return name.endsWith(".p12") || name.endsWith(".pfx");
  }
}
