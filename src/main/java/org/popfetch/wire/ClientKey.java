package org.popfetch.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.ClientCertificate;
import org.popfetch.account.Secret;
import org.popfetch.os.FileMode;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// A private key and the certificates that go with it, from the user's files.
///
/// @param chain this side's own certificate first
record ClientKey(PrivateKey key, List<X509Certificate> chain) {
  /// The most that such a file may hold, in octets.
  private static final int MOST = 1024 * 1024;

  ClientKey {
    chain = List.copyOf(chain);
  }

  /// Without the key.
  @Override
  public String toString() {
    return "the key of " + chain.getFirst().getSubjectX500Principal();
  }

  ClientIdentity shown() {
    return new ClientIdentity(this);
  }

  /// Reads it. A file with a key must not be readable by others, encrypted or not: that is what
  /// password files are held to as well.
  ///
  /// @throws Failed `CONFIG`
  static ClientKey read(ClientCertificate client) throws Failed {
    try {
      ClientKey read = client.isPkcs12() ? ofPkcs12(client) : ofPem(client);
      read.demandPair();
      return read;
    } catch (Unusable e) {
      throw failed(client, String.valueOf(e.getMessage()), e.next, e);
    } catch (IOException e) {
      throw failed(client, Authorities.reason(e), "check tls-client-certificate", e);
    } catch (GeneralSecurityException e) {
      throw failed(client, "a certificate in it cannot be read", "check tls-client-certificate", e);
    }
  }

  private static Failed failed(ClientCertificate client, String cause, String next, Exception e) {
    String doing = "reading the certificate to show from " + client.certificate();
    return new Failed(new Failure(Kind.CONFIG, doing, cause, next), e);
  }

  /// It cannot be used; the message says why.
  static final class Unusable extends Exception {
    private final String next;

    Unusable(String why, String next) {
      super(why);
      this.next = next;
    }
  }

  private static ClientKey ofPem(ClientCertificate client)
      throws IOException, GeneralSecurityException, Unusable {
    String certificate = text(octets(client.certificate()));
    List<X509Certificate> chain = Authorities.certificates(certificate);
    if (client.key().isEmpty() && !certificate.contains("PRIVATE KEY-----")) {
      throw new Unusable(
          "there is no private key in it", "write tls-client-key, the file with the key");
    }
    if (chain.isEmpty()) {
      throw new Unusable("there is no PEM certificate in it", "check tls-client-certificate");
    }
    Path file = client.key().orElse(client.certificate());
    return new ClientKey(PemKey.of(text(secret(file)), file, client.keyPassword()), chain);
  }

  private static ClientKey ofPkcs12(ClientCertificate client)
      throws IOException, GeneralSecurityException, Unusable {
    byte[] octets = secret(client.certificate());
    char[] password =
        KeyPassword.of(client.keyPassword()).map(Secret::reveal).orElse("").toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(octets), password);
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, password);
        if (key instanceof PrivateKey found) {
          return new ClientKey(found, x509(store.getCertificateChain(alias)));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new Unusable(
          "it is no PKCS #12 file, or its password is another one",
          "check tls-client-key-password-command");
    }
    throw new Unusable("there is no private key in it", "check tls-client-certificate");
  }

  private static List<X509Certificate> x509(Certificate[] chain) {
    List<X509Certificate> all = new ArrayList<>();
    for (Certificate one : chain) {
      if (one instanceof X509Certificate x509) {
        all.add(x509);
      }
    }
    return all;
  }

  /// A key of another certificate would show only as a refusal of the server's.
  private void demandPair() throws Unusable {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    boolean fits;
    try {
      byte[] text = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(chain.getFirst().getPublicKey());
      signature.update(text);
      fits = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      fits = false;
    }
    if (!fits) {
      throw new Unusable(
          "the private key belongs to another certificate; the first one in the file has to be its"
              + " own",
          "check tls-client-key");
    }
  }

  private static byte[] secret(Path file) throws IOException, Unusable {
    Optional<String> mode = FileMode.readableByOthers(file);
    if (mode.isPresent()) {
      throw new Unusable(
          "others may read " + file + " (" + mode.get() + "), which holds a private key",
          "chmod 600 " + file);
    }
    return octets(file);
  }

  private static byte[] octets(Path file) throws IOException, Unusable {
    try (var in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MOST + 1);
      if (octets.length > MOST) {
        throw new Unusable(file + " is larger than 1 MB", "is that the right file?");
      }
      return octets;
    }
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
