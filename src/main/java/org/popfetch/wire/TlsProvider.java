package org.popfetch.wire;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.conscrypt.Conscrypt;

/// Whose TLS is used: BoringSSL's through Conscrypt, or Java's own where Conscrypt's native library
/// does not load.
///
/// Java's own computes in bytecode, which a program that has just started interprets; BoringSSL
/// spares a short run most of its time. Whom to trust is decided by [Trust] in either case.
public final class TlsProvider {
  private static final Optional<Provider> NATIVE = load();

  private TlsProvider() {}

  private static Optional<Provider> load() {
    try {
      return Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build());
    } catch (LinkageError notOnThisMachine) {
      return Optional.empty();
    }
  }

  /// Loads what the first connection will need.
  public static void prepare() {
    try {
      context().init(null, new TrustManager[0], null);
      KeyStore.getInstance("PKCS12");
      TrustManagerFactory.getInstance("PKIX");
      // Java's own list of authorities, which its check of a certificate's name reads.
      Class.forName("sun.security.util.AnchorCertificates");
    } catch (GeneralSecurityException | ClassNotFoundException e) {
      // Whoever connects will see it, and tell.
    }
  }

  static boolean isNative(SSLSocket socket) {
    return NATIVE.isPresent() && Conscrypt.isConscrypt(socket);
  }

  /// A context that knows nobody to trust yet.
  static SSLContext context() throws NoSuchAlgorithmException {
    return NATIVE.isPresent()
        ? SSLContext.getInstance("TLS", NATIVE.get())
        : SSLContext.getInstance("TLS");
  }
}
