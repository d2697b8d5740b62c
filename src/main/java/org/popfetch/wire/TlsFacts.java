package org.popfetch.wire;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// What a TLS handshake agreed on.
///
/// @param protocol "TLSv1.3"
/// @param cipherSuite by its IANA name
/// @param chain the server's certificate, then those it sent with it
public record TlsFacts(String protocol, String cipherSuite, List<X509Certificate> chain) {
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

  static TlsFacts of(SSLSession session) throws SSLPeerUnverifiedException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    return new TlsFacts(session.getProtocol(), session.getCipherSuite(), chain);
  }
}
