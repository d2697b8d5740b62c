package org.popfetch.wire;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// What a TLS handshake agreed on.
///
/// @param protocol "TLSv1.3"
/// @param cipherSuite by its IANA name
/// @param chain the server's certificate, then those it sent with it
/// @param own the certificate that was shown to the server, if it asked for one
public record TlsFacts(
    String protocol,
    String cipherSuite,
    List<X509Certificate> chain,
    Optional<X509Certificate> own) {
  public TlsFacts {
    chain = List.copyOf(chain);
  }

  /// "TLS 1.3".
  public String version() {
    return protocol.replaceFirst("^TLSv", "TLS ");
  }

  /// The chain, as a report shows it.
  public List<CertificateFacts> certificates() {
    return chain.stream().map(CertificateFacts::of).toList();
  }

  /// The certificate that was shown to the server, as a report shows it.
  public Optional<CertificateFacts> shown() {
    return own.map(CertificateFacts::of);
  }

  static TlsFacts of(SSLSession session) throws SSLPeerUnverifiedException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    return new TlsFacts(session.getProtocol(), session.getCipherSuite(), chain, own(session));
  }

  private static Optional<X509Certificate> own(SSLSession session) {
    Certificate[] shown = session.getLocalCertificates();
    return shown != null && shown.length > 0 && shown[0] instanceof X509Certificate x509
        ? Optional.of(x509)
        : Optional.empty();
  }
}
