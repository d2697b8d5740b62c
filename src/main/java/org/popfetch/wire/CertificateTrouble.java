package org.popfetch.wire;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.popfetch.account.Pin;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// Why a certificate was turned down, for somebody who has to decide what to do about it.
final class CertificateTrouble {
  private CertificateTrouble() {}

  static Failure told(Distrusted distrusted, String doing, String name) {
    X509Certificate certificate = distrusted.certificate();
    Pin fingerprint = Fingerprint.of(Pin.Of.CERTIFICATE, certificate);
    return switch (distrusted.why()) {
      case CHAIN -> new Failure(Kind.TLS, doing, chain(distrusted), pinIt(fingerprint));
      case NAME ->
          new Failure(Kind.TLS, doing, wrongName(certificate, name), otherName(fingerprint));
      case PIN ->
          new Failure(
              Kind.TLS,
              doing,
              "the certificate is none of those pinned by tls-fingerprint: this one is "
                  + fingerprint
                  + ", its key "
                  + Fingerprint.of(Pin.Of.KEY, certificate),
              "nothing was sent; if you know that the server got a new certificate, pin it;"
                  + " if you don't, somebody may be in between");
    };
  }

  private static String pinIt(Pin fingerprint) {
    return "nothing was sent; if you know this server, pin it: tls-fingerprint = \""
        + fingerprint
        + "\"; if you don't, somebody may be in between";
  }

  private static String otherName(Pin fingerprint) {
    return "nothing was sent; check host; if you know this server, set tls-server-name to a name of"
        + " the certificate, or pin it: tls-fingerprint = \""
        + fingerprint
        + "\"";
  }

  private static String wrongName(X509Certificate certificate, String name) {
    List<String> names = names(certificate);
    return "the certificate is for "
        + (names.isEmpty() ? subject(certificate) : String.join(", ", names))
        + ", not for "
        + name;
  }

  private static String chain(Distrusted distrusted) {
    X509Certificate certificate = distrusted.certificate();
    String expired = validity(certificate);
    if (isSelfSigned(certificate)) {
      return "the certificate is self-signed"
          + (expired.isEmpty() ? "" : ", and " + expired)
          + " ("
          + subject(certificate)
          + ", valid until "
          + day(certificate.getNotAfter())
          + ")";
    }
    if (!expired.isEmpty()) {
      return "the certificate " + expired + " (" + subject(certificate) + ")";
    }
    return onThePath(distrusted, certificate);
  }

  private static String onThePath(Distrusted distrusted, X509Certificate certificate) {
    for (Throwable t = distrusted; t != null; t = t.getCause()) {
      if (t instanceof CertPathValidatorException path) {
        if (path.getReason() == BasicReason.EXPIRED) {
          return "a certificate that vouches for the server's has expired";
        }
        if (path.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
          return "the certificate, or one that vouches for it, is too weak: "
              + Spoken.harmless(String.valueOf(path.getMessage()));
        }
        if (path.getReason() instanceof BasicReason) {
          return "the certificate is not valid: "
              + Spoken.harmless(String.valueOf(path.getMessage()));
        }
      }
    }
    return "the certificate is signed by "
        + Spoken.harmless(certificate.getIssuerX500Principal().getName())
        + ", whom this machine does not trust"
        + (distrusted.isAlone() ? " (the server sent no intermediate certificate)" : "");
  }

  /// "expired on …", "is not valid before …", or nothing.
  private static String validity(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return "";
    } catch (CertificateExpiredException e) {
      return "expired on " + day(certificate.getNotAfter());
    } catch (CertificateNotYetValidException e) {
      return "is not valid before " + day(certificate.getNotBefore()) + " (is the clock right?)";
    }
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String subject(X509Certificate certificate) {
    return Spoken.harmless(certificate.getSubjectX500Principal().getName());
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  /// The DNS names and addresses that the certificate bears (RFC 5280 §4.2.1.6): a few of them.
  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.get(1) instanceof String text && names.size() < 8) {
          names.add(Spoken.harmless(text));
        }
      }
    } catch (CertificateParsingException e) {
      // Then it bears none that anybody could use.
    }
    return names;
  }
}
