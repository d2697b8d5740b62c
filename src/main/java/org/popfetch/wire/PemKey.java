package org.popfetch.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.popfetch.account.Secret;
import org.popfetch.wire.ClientKey.Unusable;

/// A private key in PEM (RFC 7468 §10 and §11): PKCS #8 (RFC 5958), also an encrypted one.
final class PemKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----([^-]*)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private PemKey() {}

  /// @param password the program that opens it
  static PrivateKey of(String text, Path file, Optional<List<String>> password) throws Unusable {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new Unusable("there is no PEM private key in " + file, "check tls-client-key");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.group(2));
    } catch (IllegalArgumentException noBase64) {
      throw unreadable(file);
    }
    return switch (pem.group(1)) {
      case "PRIVATE KEY" -> decoded(new PKCS8EncodedKeySpec(der), file);
      case "ENCRYPTED PRIVATE KEY" -> decoded(opened(der, file, password), file);
      default ->
          throw new Unusable(
              file + " holds a key of the old form \"" + pem.group(1) + '"',
              "openssl pkcs8 -topk8 makes a PKCS #8 key of it");
    };
  }

  private static PrivateKey decoded(PKCS8EncodedKeySpec pkcs8, Path file) throws Unusable {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(pkcs8);
      } catch (GeneralSecurityException another) {
        // The next one, then.
      }
    }
    throw unreadable(file);
  }

  private static PKCS8EncodedKeySpec opened(byte[] der, Path file, Optional<List<String>> command)
      throws Unusable {
    Optional<Secret> password = KeyPassword.of(command);
    if (password.isEmpty()) {
      throw new Unusable(
          "the private key in " + file + " is encrypted", "write tls-client-key-password-command");
    }
    try {
      var encrypted = new EncryptedPrivateKeyInfo(der);
      // For PBES2 (RFC 8018 §6.2) the parameters know the whole name of the algorithm.
      String name =
          encrypted.getAlgName().startsWith("PBES2")
              ? encrypted.getAlgParameters().toString()
              : encrypted.getAlgName();
      SecretKey secret =
          SecretKeyFactory.getInstance(name)
              .generateSecret(new PBEKeySpec(password.get().reveal().toCharArray()));
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
      return encrypted.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new Unusable(
          "the private key in "
              + file
              + " does not open: its password is another one, or it is encrypted in a way that"
              + " Java does not know",
          "check tls-client-key-password-command");
    }
  }

  private static Unusable unreadable(Path file) {
    return new Unusable("the private key in " + file + " cannot be read", "check tls-client-key");
  }
}
