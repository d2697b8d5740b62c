package org.popfetch.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Certificate authorities, from the system's store or a file of the user's.
///
/// The system's own store comes before the one inside the Java runtime: that one is as old as the
/// runtime, and knows nothing of a CA that an administrator added.
final class Authorities {
  /// PEM bundles: Debian, Arch, Alpine, NixOS; Fedora; openSUSE; macOS, OpenBSD; FreeBSD.
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"),
          Path.of("/usr/local/etc/ssl/cert.pem"),
          Path.of("/usr/local/share/certs/ca-root-nss.crt"));

  /// Debian's store for Java.
  private static final Path DEBIAN_JAVA = Path.of("/etc/ssl/certs/java/cacerts");

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

  private Authorities() {}

  /// The first store that is there and holds something, else that of the Java runtime.
  static X509ExtendedTrustManager ofSystem() {
    for (Path bundle : BUNDLES) {
      try {
        return trusting(store(bundle, true));
      } catch (IOException | GeneralSecurityException notHere) {
        // The next one, then.
      }
    }
    try {
      return trusting(debianJavaStore());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All certificates of a PEM file.
  static X509ExtendedTrustManager ofFile(Path pem) throws IOException, GeneralSecurityException {
    return trusting(store(pem, false));
  }

  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "it may not be read";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// @param leniently whether a certificate that cannot be read is left out
  private static KeyStore store(Path pem, boolean leniently)
      throws IOException, GeneralSecurityException {
    List<Certificate> certificates = new ArrayList<>();
    for (String base64 : blocks(Files.readString(pem, StandardCharsets.ISO_8859_1))) {
      try {
        certificates.add(certificate(base64));
      } catch (GeneralSecurityException e) {
        if (!leniently) {
          throw e;
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("there is no PEM certificate in it");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry(String.valueOf(store.size()), certificate);
    }
    return store;
  }

  private static List<String> blocks(String text) {
    return PEM.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Certificate certificate(String base64) throws GeneralSecurityException {
    byte[] der = Base64.getMimeDecoder().decode(base64);
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
  }

  /// Null, which JSSE takes for the runtime's own store, when there is none.
  private static @Nullable KeyStore debianJavaStore() {
    try {
      KeyStore store = KeyStore.getInstance(DEBIAN_JAVA.toFile(), (char[]) null);
      return store.size() > 0 ? store : null;
    } catch (IOException | GeneralSecurityException e) {
      return null;
    }
  }

  private static X509ExtendedTrustManager trusting(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager trust : factory.getTrustManagers()) {
      if (trust instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new IllegalStateException("no X.509 trust manager");
  }
}
