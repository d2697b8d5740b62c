package org.popfetch.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Reply;

/// SASL messages on the line (RFC 5034 §4).
final class Base64Text {
  private Base64Text() {}

  static Secret of(byte[] message) {
    return new Secret(Base64.getEncoder().encodeToString(message));
  }

  static Secret of(String message) {
    return of(message.getBytes(StandardCharsets.UTF_8));
  }

  /// What a server sent; nothing when it is no base64.
  static Optional<byte[]> in(Reply.Challenge challenge) {
    try {
      return Optional.of(Base64.getDecoder().decode(challenge.text().latin1()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
