package org.popfetch.wire;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// A certificate was turned down. Carries the chain, which JSSE does not show once the handshake
/// has failed.
final class Distrusted extends CertificateException {
  /// What is wrong.
  enum Why {
    /// No path leads to a CA that is trusted, or something on the path is not as it should be: the
    /// cause knows.
    CHAIN,
    /// It does not bear the server's name.
    NAME,
    /// It is none of those that are pinned.
    PIN
  }

  private final Why why;
  private final List<X509Certificate> chain;

  Distrusted(Why why, X509Certificate[] chain, CertificateException cause) {
    super(cause);
    this.why = why;
    this.chain = List.of(chain);
  }

  /// The one that a failure came from.
  static Optional<Distrusted> in(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Distrusted distrusted) {
        return Optional.of(distrusted);
      }
    }
    return Optional.empty();
  }

  Why why() {
    return why;
  }

  /// The server's certificate.
  X509Certificate certificate() {
    return chain.getFirst();
  }

  boolean isAlone() {
    return chain.size() == 1;
  }
}
