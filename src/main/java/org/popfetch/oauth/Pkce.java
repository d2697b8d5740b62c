package org.popfetch.oauth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.popfetch.account.Secret;

/// The proof that who redeems a code is who asked for it (RFC 7636).
///
/// @param verifier what is kept until the code is redeemed
record Pkce(Secret verifier) {
  private static final int OCTETS = 32; // RFC 7636 §4.1

  static Pkce random() {
    return new Pkce(new Secret(nonce()));
  }

  /// 256 random bits that need no escape in a URL.
  static String nonce() {
    var octets = new byte[OCTETS];
    new SecureRandom().nextBytes(octets);
    return base64(octets);
  }

  /// What is shown when the code is asked for, by the method `S256` (RFC 7636 §4.2).
  String challenge() {
    try {
      return base64(MessageDigest.getInstance("SHA-256").digest(verifier.utf8()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String base64(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
