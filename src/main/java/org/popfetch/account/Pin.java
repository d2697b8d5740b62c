package org.popfetch.account;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A SHA-256 fingerprint that the server's certificate, or its public key, must have.
///
/// @param of what is hashed
/// @param sha256 64 lower-case hexadecimal digits
public record Pin(Of of, String sha256) {
  /// What a fingerprint is taken of.
  public enum Of {
    /// The whole certificate in DER; written `sha256:…`.
    CERTIFICATE("sha256:"),
    /// Its SubjectPublicKeyInfo, which survives a renewal with the same key; written
    /// `spki-sha256:…`.
    KEY("spki-sha256:");

    private final String prefix;

    Of(String prefix) {
      this.prefix = prefix;
    }
  }

  /// Reads `sha256:…` or `spki-sha256:…`, in either case, with or without colons between the bytes.
  public static Optional<Pin> parse(String text) {
    for (Of of : Of.values()) {
      if (text.regionMatches(true, 0, of.prefix, 0, of.prefix.length())) {
        String digits =
            text.substring(of.prefix.length()).replace(":", "").toLowerCase(Locale.ROOT);
        return digits.matches("[0-9a-f]{64}") ? Optional.of(new Pin(of, digits)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  public static Pin of(Of of, byte[] digest) {
    return new Pin(of, HexFormat.of().formatHex(digest));
  }

  /// As the configuration writes it.
  @Override
  public String toString() {
    return of.prefix + sha256;
  }
}
