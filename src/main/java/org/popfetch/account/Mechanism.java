package org.popfetch.account;

import java.util.Arrays;
import java.util.Optional;

/// A way to log in, by the name that the configuration uses.
public enum Mechanism {
  /// SASL PLAIN (RFC 4616), by `AUTH` with an initial response (RFC 5034 §4).
  PLAIN("plain"),
  /// SASL LOGIN: never standardised, still offered.
  LOGIN("login"),
  /// `USER` and `PASS` (RFC 1939 §7).
  USER("user"),
  /// `APOP` with the digest of the greeting's timestamp and the password (RFC 1939 §7).
  APOP("apop"),
  /// SASL CRAM-MD5 (RFC 2195).
  CRAM_MD5("cram-md5");

  private final String key;

  Mechanism(String key) {
    this.key = key;
  }

  /// The name in `auth = […]`.
  public String key() {
    return key;
  }

  public static Optional<Mechanism> named(String key) {
    return Arrays.stream(values()).filter(m -> m.key.equals(key)).findFirst();
  }

  /// Whether an eavesdropper on an open line would learn the password.
  public boolean revealsPassword() {
    return switch (this) {
      case PLAIN, LOGIN, USER -> true;
      case APOP, CRAM_MD5 -> false;
    };
  }
}
