package org.popfetch.wire;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.popfetch.account.Pin;

/// A certificate as a report shows it. All text is escaped, for a server chose it.
///
/// @param subject whom it is for, as RFC 2253 writes names: "CN=mail.example.org,O=Example"
/// @param issuer who signed it, likewise
/// @param selfSigned whether it is signed by its own key
/// @param names the DNS names and addresses that it bears (RFC 5280 §4.2.1.6), eight at most
/// @param notBefore the first moment when it is valid
/// @param notAfter the last one
/// @param fingerprint of the whole certificate, as `tls-fingerprint` takes it
/// @param key of its public key, likewise
public record CertificateFacts(
    String subject,
    String issuer,
    boolean selfSigned,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    Pin fingerprint,
    Pin key) {
  private static final int MOST_NAMES = 8;

  public CertificateFacts {
    names = List.copyOf(names);
  }

  public static CertificateFacts of(X509Certificate certificate) {
    return new CertificateFacts(
        Spoken.harmless(certificate.getSubjectX500Principal().getName()),
        Spoken.harmless(certificate.getIssuerX500Principal().getName()),
        isSelfSigned(certificate),
        names(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        Fingerprint.of(Pin.Of.CERTIFICATE, certificate),
        Fingerprint.of(Pin.Of.KEY, certificate));
  }

  /// Whole days from `now` to its end; negative when that is past.
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, notAfter).toSeconds(), 86_400L);
  }

  /// The last day on which it is valid, by UTC.
  public LocalDate lastDay() {
    return day(notAfter);
  }

  /// The first one.
  public LocalDate firstDay() {
    return day(notBefore);
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.get(1) instanceof String text && names.size() < MOST_NAMES) {
          names.add(Spoken.harmless(text));
        }
      }
    } catch (CertificateParsingException e) {
      // Then it bears none that anybody could use.
    }
    return names;
  }
}
