package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.popfetch.demo.DemoTls;

/// A key with its certificate.
///
/// @param keyStore PKCS #12, opened by [#PASSWORD]
/// @param pem a file with the certificate alone, to be trusted
/// @param certificate the same
public record TestKey(Path keyStore, Path pem, X509Certificate certificate) {

  /// Of every key store here, and of the key in it.
  public static final String PASSWORD = "abracadabra-key";

  /// A context for a server that shows this certificate.
  public SSLContext serverContext() {
    try {
      return DemoTls.context(keyStore, PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A context for a client that trusts this certificate and no other.
  public SSLContext clientContext() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("trusted", certificate);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The SHA-256 of the certificate, in lower-case hexadecimal digits.
  public String sha256() {
    try {
      return sha256(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The SHA-256 of the public key as the certificate has it (SubjectPublicKeyInfo), in lower-case
  /// hexadecimal digits.
  public String spkiSha256() {
    return sha256(certificate.getPublicKey().getEncoded());
  }

  /// A certificate as PEM.
  static String pem(X509Certificate certificate) throws GeneralSecurityException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
