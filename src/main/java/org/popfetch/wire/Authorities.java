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
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final Pattern PEM_FILE =
      Pattern.compile(".+\\.(?:pem|crt|cer)|[0-9a-f]{8}\\.\\d+");

  /// More than any store of authorities has.
  private static final int MOST_FILES = 10_000;

  private Authorities() {}

  /// The first store that is there and holds something, else that of the Java runtime.
  ///
  /// @param revocation whether they are asked if they have taken a certificate back
  static X509ExtendedTrustManager ofSystem(boolean revocation) {
    for (Path bundle : BUNDLES) {
      try {
        return trusting(store(List.of(bundle), true), revocation);
      } catch (IOException | GeneralSecurityException notHere) {
        // The next one, then.
      }
    }
    try {
      KeyStore debian = debianJavaStore();
      return trusting(revocation && debian == null ? runtimeStore() : debian, revocation);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All certificates of a PEM file, or of all such files in a directory.
  static X509ExtendedTrustManager of(Path place, boolean revocation)
      throws IOException, GeneralSecurityException {
    List<Path> files = Files.isDirectory(place) ? pemFiles(place) : List.of(place);
    return trusting(store(files, false), revocation);
  }

  /// Those that are named like one, or like OpenSSL names them by their hash.
  private static List<Path> pemFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> PEM_FILE.matcher(String.valueOf(file.getFileName())).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }

  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "it may not be read";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// @param leniently whether a certificate that cannot be read is left out
  private static KeyStore store(List<Path> files, boolean leniently)
      throws IOException, GeneralSecurityException {
    List<Certificate> certificates = new ArrayList<>();
    for (Path pem : files) {
      for (String base64 : blocks(Files.readString(pem, StandardCharsets.ISO_8859_1))) {
        try {
          certificates.add(certificate(base64));
        } catch (GeneralSecurityException e) {
          if (!leniently) {
            throw e;
          }
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

  /// All certificates of a text, in their order.
  static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String base64 : blocks(pem)) {
      if (certificate(base64) instanceof X509Certificate x509) {
        certificates.add(x509);
      }
    }
    return certificates;
  }

  private static List<String> blocks(String text) {
    return PEM.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Certificate certificate(String base64) throws GeneralSecurityException {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException noBase64) {
      throw new CertificateException(noBase64);
    }
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

  /// The one inside the Java runtime.
  private static KeyStore runtimeStore() throws IOException, GeneralSecurityException {
    Path store = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    return KeyStore.getInstance(store.toFile(), (char[]) null);
  }

  private static X509ExtendedTrustManager trusting(@Nullable KeyStore store, boolean revocation)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance("PKIX");
    if (revocation && store != null) {
      factory.init(Revocation.asked(store));
    } else {
      factory.init(store);
    }
    for (TrustManager trust : factory.getTrustManagers()) {
      if (trust instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new IllegalStateException("no X.509 trust manager");
  }
}
