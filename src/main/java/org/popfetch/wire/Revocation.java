package org.popfetch.wire;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.ManagerFactoryParameters;

/// Asks authorities whether they have taken a certificate back: the answer that the server brings
/// along (RFC 6066 §8), else by OCSP (RFC 6960), else their list (RFC 5280 §5), at the places that
/// the certificates name. Where no answer is to be had the certificate is not trusted: somebody in
/// between who has stolen its key could keep the answer away.
final class Revocation {
  private Revocation() {}

  /// The parameters of a trust manager that asks, about all certificates but the authorities' own.
  static ManagerFactoryParameters asked(KeyStore authorities) throws GeneralSecurityException {
    var parameters = new PKIXBuilderParameters(authorities, new X509CertSelector());
    // One that is made here also fetches lists; the JDK's own does so only by a property of the
    // whole JVM.
    if (CertPathBuilder.getInstance("PKIX").getRevocationChecker()
        instanceof PKIXRevocationChecker checker) {
      parameters.addCertPathChecker(checker);
    }
    parameters.setRevocationEnabled(true);
    return new CertPathTrustManagerParameters(parameters);
  }
}
