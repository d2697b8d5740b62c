package org.popfetch.account;

import java.util.Arrays;
import java.util.Optional;

/// A way to log in, by the name that the configuration uses.
public enum Mechanism {
  /// SASL SCRAM with SHA-256 (RFC 7677), bound to the TLS channel (RFC 5802 §6).
  SCRAM_SHA_256_PLUS("scram-sha-256-plus", Proof.PASSWORD),
  /// SASL SCRAM with SHA-1 (RFC 5802), bound to the TLS channel.
  SCRAM_SHA_1_PLUS("scram-sha-1-plus", Proof.PASSWORD),
  /// SASL SCRAM with SHA-256 (RFC 7677).
  SCRAM_SHA_256("scram-sha-256", Proof.PASSWORD),
  /// SASL SCRAM with SHA-1 (RFC 5802).
  SCRAM_SHA_1("scram-sha-1", Proof.PASSWORD),
  /// SASL OAUTHBEARER (RFC 7628).
  OAUTHBEARER("oauthbearer", Proof.TOKEN),
  /// SASL XOAUTH2: Google's, older than OAUTHBEARER, and all that Microsoft has.
  XOAUTH2("xoauth2", Proof.TOKEN),
  /// SASL EXTERNAL (RFC 4422 appendix A): TLS has shown who it is.
  EXTERNAL("external", Proof.CERTIFICATE),
  /// SASL GSSAPI: Kerberos 5 (RFC 4752).
  GSSAPI("gssapi", Proof.TICKET),
  /// SASL PLAIN (RFC 4616), by `AUTH` with an initial response (RFC 5034 §4).
  PLAIN("plain", Proof.PASSWORD),
  /// SASL LOGIN: never standardised, still offered.
  LOGIN("login", Proof.PASSWORD),
  /// `USER` and `PASS` (RFC 1939 §7).
  USER("user", Proof.PASSWORD),
  /// `APOP` with the digest of the greeting's timestamp and the password (RFC 1939 §7).
  APOP("apop", Proof.PASSWORD),
  /// SASL CRAM-MD5 (RFC 2195).
  CRAM_MD5("cram-md5", Proof.PASSWORD),
  /// SASL DIGEST-MD5 (RFC 2831), which RFC 6331 made historic.
  DIGEST_MD5("digest-md5", Proof.PASSWORD);

  /// What the one who logs in has to have.
  public enum Proof {
    /// A password.
    PASSWORD,
    /// An OAuth 2.0 access token (RFC 6750).
    TOKEN,
    /// A certificate of the client, shown in the TLS handshake.
    CERTIFICATE,
    /// A Kerberos ticket.
    TICKET
  }

  private final String key;
  private final Proof proof;

  Mechanism(String key, Proof proof) {
    this.key = key;
    this.proof = proof;
  }

  /// The name in `auth = […]`.
  public String key() {
    return key;
  }

  public Proof proof() {
    return proof;
  }

  /// Whether a secret of the user's has to be fetched for it: the password, or the access token.
  public boolean takesSecret() {
    return switch (proof) {
      case PASSWORD, TOKEN -> true;
      case CERTIFICATE, TICKET -> false;
    };
  }

  public static Optional<Mechanism> named(String key) {
    return Arrays.stream(values()).filter(m -> m.key.equals(key)).findFirst();
  }

  /// Whether an eavesdropper on an open line would learn the password or the token.
  public boolean revealsPassword() {
    return switch (this) {
      case PLAIN, LOGIN, USER, OAUTHBEARER, XOAUTH2 -> true;
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS, SCRAM_SHA_256, SCRAM_SHA_1 -> false;
      case APOP, CRAM_MD5, DIGEST_MD5, EXTERNAL, GSSAPI -> false;
    };
  }
}
