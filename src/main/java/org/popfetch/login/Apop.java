package org.popfetch.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// `APOP` (RFC 1939 §7): MD5 of the greeting's timestamp and the password.
///
/// @param timestamp one octet per character, angle brackets included
record Apop(Credentials credentials, String timestamp) implements Exchange {
  @Override
  public Command say() {
    return new Command.Apop(credentials.userOctets(), new Secret(digest()));
  }

  private String digest() {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(timestamp.getBytes(StandardCharsets.ISO_8859_1));
      return HexFormat.of().formatHex(md5.digest(credentials.password().utf8()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Next hear(Reply reply) {
    return end(reply);
  }

  /// A timestamp in the greeting tells that the server speaks APOP, not that it keeps a password of
  /// this user for it (RFC 1939 §13): nothing says that a refusal is about this one.
  @Override
  public boolean showsCredentials() {
    return false;
  }
}
