package org.popfetch.wire;

import java.util.List;
import org.popfetch.account.Pin;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// Why a certificate was turned down, for somebody who has to decide what to do about it.
final class CertificateTrouble {
  private CertificateTrouble() {}

  static Failure told(Distrusted distrusted, String doing, String name) {
    Untrusted untrusted = Untrusted.of(distrusted);
    CertificateFacts certificate = untrusted.certificate();
    return new Failure(
        Kind.TLS, doing, cause(untrusted, distrusted, name), next(untrusted.why(), certificate));
  }

  private static String cause(Untrusted untrusted, Distrusted distrusted, String name) {
    CertificateFacts certificate = untrusted.certificate();
    return switch (untrusted.why()) {
      case SELF_SIGNED -> selfSigned(certificate, distrusted);
      case EXPIRED, NOT_YET_VALID ->
          "the certificate " + untimely(untrusted.why(), certificate) + subject(certificate);
      case AUTHORITY_EXPIRED -> "a certificate that vouches for the server's has expired";
      case WEAK ->
          "the certificate, or one that vouches for it, is too weak: " + pathTrouble(distrusted);
      case REVOKED ->
          "the certificate, or one that vouches for it, was taken back by its authority"
              + subject(certificate);
      case REVOCATION_UNKNOWN ->
          "nobody says whether the certificate was taken back: " + pathTrouble(distrusted);
      case INVALID -> "the certificate is not valid: " + pathTrouble(distrusted);
      case UNKNOWN_AUTHORITY ->
          "the certificate is signed by "
              + certificate.issuer()
              + ", whom this machine does not trust"
              + (untrusted.alone() ? " (the server sent no intermediate certificate)" : "");
      case NAME -> wrongName(certificate, name);
      case PIN ->
          "the certificate is none of those pinned by tls-fingerprint: this one is "
              + certificate.fingerprint()
              + ", its key "
              + certificate.key();
    };
  }

  private static String next(Untrusted.Why why, CertificateFacts certificate) {
    return switch (why) {
      case SELF_SIGNED,
          EXPIRED,
          NOT_YET_VALID,
          AUTHORITY_EXPIRED,
          WEAK,
          INVALID,
          UNKNOWN_AUTHORITY ->
          pinIt(certificate.fingerprint());
      case REVOKED ->
          "nothing was sent; somebody may have stolen its key: ask the server's operator";
      case REVOCATION_UNKNOWN ->
          "nothing was sent; tried again next time; without tls-revocation nobody is asked";
      case NAME -> otherName(certificate.fingerprint());
      case PIN ->
          "nothing was sent; if you know that the server got a new certificate, pin it;"
              + " if you don't, somebody may be in between";
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

  private static String wrongName(CertificateFacts certificate, String name) {
    List<String> names = certificate.names();
    return "the certificate is for "
        + (names.isEmpty() ? certificate.subject() : String.join(", ", names))
        + ", not for "
        + name;
  }

  private static String selfSigned(CertificateFacts certificate, Distrusted distrusted) {
    String untimely =
        Untrusted.ofDates(distrusted.certificate())
            .map(why -> ", and " + untimely(why, certificate))
            .orElse("");
    return "the certificate is self-signed"
        + untimely
        + " ("
        + certificate.subject()
        + ", valid until "
        + certificate.lastDay()
        + ")";
  }

  private static String untimely(Untrusted.Why why, CertificateFacts certificate) {
    return why == Untrusted.Why.NOT_YET_VALID
        ? "is not valid before " + certificate.firstDay() + " (is the clock right?)"
        : "expired on " + certificate.lastDay();
  }

  private static String subject(CertificateFacts certificate) {
    return " (" + certificate.subject() + ")";
  }

  private static String pathTrouble(Distrusted distrusted) {
    return Untrusted.pathTrouble(distrusted)
        .map(path -> Spoken.harmless(String.valueOf(path.getMessage())))
        .orElse("");
  }
}
