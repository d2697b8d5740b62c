package org.popfetch.login;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// SASL CRAM-MD5 (RFC 2195 §2): HMAC-MD5 of the server's challenge, keyed with the password.
sealed interface CramMd5 extends Exchange {
  /// The command.
  record Begin(Credentials credentials) implements CramMd5 {
    @Override
    public Command say() {
      return new Command.Auth("CRAM-MD5", Optional.empty());
    }

    @Override
    public Next hear(Reply reply) {
      return challenged(reply, challenge -> new Next.Go(answer(challenge)));
    }

    private Exchange answer(Reply.Challenge challenge) {
      return Base64Text.in(challenge)
          .<Exchange>map(octets -> new Digest(credentials, octets))
          .orElseGet(() -> new Cancelling(challenge));
    }

    @Override
    public boolean showsCredentials() {
      return false;
    }
  }

  /// The answer to the challenge.
  final class Digest implements CramMd5, Closing {
    private final Credentials credentials;
    private final byte[] challenge;

    Digest(Credentials credentials, byte[] challenge) {
      this.credentials = credentials;
      this.challenge = challenge;
    }

    @Override
    public Command say() {
      String text = credentials.user() + ' ' + HexFormat.of().formatHex(hmac());
      return new Command.AuthResponse(Base64Text.of(text));
    }

    private byte[] hmac() {
      try {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(credentials.password().utf8(), "HmacMD5"));
        return mac.doFinal(challenge);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
