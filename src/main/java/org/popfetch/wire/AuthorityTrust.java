package org.popfetch.wire;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts what certificate authorities vouch for (RFC 5280 §6), when it bears the server's name
/// (RFC 9525 §6).
final class AuthorityTrust extends ServerTrust {
  private final Supplier<X509ExtendedTrustManager> authorities;

  /// @param authorities asked at the first certificate, so that reading them may still be under way
  AuthorityTrust(Supplier<X509ExtendedTrustManager> authorities) {
    this.authorities = authorities;
  }

  @Override
  void check(X509Certificate[] chain, String keyExchange, Optional<Socket> socket)
      throws CertificateException {
    X509ExtendedTrustManager pkix = authorities.get();
    try {
      if (socket.isPresent()) {
        pkix.checkServerTrusted(chain, keyExchange, socket.get());
      } else {
        pkix.checkServerTrusted(chain, keyExchange);
      }
      // JSSE does not look at the dates of a certificate that is itself in the CA file.
      chain[0].checkValidity();
    } catch (CertificateException e) {
      throw new Distrusted(why(e, pkix, chain, keyExchange), chain, e);
    }
  }

  /// A chain that is good as long as nobody asks for the name has the wrong name.
  private static Distrusted.Why why(
      CertificateException thrown,
      X509ExtendedTrustManager pkix,
      X509Certificate[] chain,
      String keyExchange) {
    if (Untrusted.pathTrouble(thrown).isPresent()) {
      return Distrusted.Why.CHAIN; // And nobody is asked about revocation once more.
    }
    try {
      pkix.checkServerTrusted(chain, keyExchange);
      chain[0].checkValidity();
      return Distrusted.Why.NAME;
    } catch (CertificateException e) {
      return Distrusted.Why.CHAIN;
    }
  }
}
