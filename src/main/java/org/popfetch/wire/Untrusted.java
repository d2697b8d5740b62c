package org.popfetch.wire;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.report.Failed;

/// A server's certificate that was turned down: what a failed handshake knows of it.
///
/// @param alone whether the server sent no other certificate with it
public record Untrusted(Why why, CertificateFacts certificate, boolean alone) {
  /// What is wrong with it.
  public enum Why {
    /// It vouches for itself, and is not trusted.
    SELF_SIGNED,
    /// Its time is over.
    EXPIRED,
    /// Its time has not come, or this machine's clock is wrong.
    NOT_YET_VALID,
    /// A certificate that vouches for it has expired.
    AUTHORITY_EXPIRED,
    /// It, or one that vouches for it, uses a key or a digest that can be forged.
    WEAK,
    /// Its authority has taken it, or one that vouches for it, back.
    REVOKED,
    /// It was to be asked whether that is so, and nobody answered.
    REVOCATION_UNKNOWN,
    /// The chain is broken in some other way.
    INVALID,
    /// Nobody whom this machine trusts vouches for it.
    UNKNOWN_AUTHORITY,
    /// It does not bear the server's name.
    NAME,
    /// It is none of those that are pinned.
    PIN
  }

  /// The certificate because of which a handshake failed; nothing when it failed for another
  /// reason.
  public static Optional<Untrusted> in(Failed failed) {
    return Distrusted.in(failed).map(Untrusted::of);
  }

  static Untrusted of(Distrusted distrusted) {
    CertificateFacts facts = CertificateFacts.of(distrusted.certificate());
    Why why =
        switch (distrusted.why()) {
          case NAME -> Why.NAME;
          case PIN -> Why.PIN;
          case CHAIN -> ofChain(distrusted, facts);
        };
    return new Untrusted(why, facts, distrusted.isAlone());
  }

  private static Why ofChain(Distrusted distrusted, CertificateFacts facts) {
    if (facts.selfSigned()) {
      return Why.SELF_SIGNED;
    }
    return ofDates(distrusted.certificate()).orElseGet(() -> ofPath(distrusted));
  }

  /// Whether its own time is over, or has not come.
  static Optional<Why> ofDates(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return Optional.empty();
    } catch (CertificateExpiredException e) {
      return Optional.of(Why.EXPIRED);
    } catch (CertificateNotYetValidException e) {
      return Optional.of(Why.NOT_YET_VALID);
    }
  }

  private static Why ofPath(Distrusted distrusted) {
    return pathTrouble(distrusted)
        .map(path ->
            switch ((BasicReason) path.getReason()) {
              case EXPIRED -> Why.AUTHORITY_EXPIRED;
              case ALGORITHM_CONSTRAINED -> Why.WEAK;
              case REVOKED -> Why.REVOKED;
              case UNDETERMINED_REVOCATION_STATUS -> Why.REVOCATION_UNKNOWN;
              case UNSPECIFIED -> isUnanswered(path) ? Why.REVOCATION_UNKNOWN : Why.INVALID;
              case NOT_YET_VALID, INVALID_SIGNATURE -> Why.INVALID;
            })
        .orElse(Why.UNKNOWN_AUTHORITY);
  }

  /// The JDK throws what came of OCSP, which has no reason when the certificate names no responder,
  /// and attaches what came of the list.
  private static boolean isUnanswered(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .flatMap(each -> Stream.of(each.getSuppressed()))
        .anyMatch(list ->
            list instanceof CertPathValidatorException other
                && other.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS);
  }

  /// What the validation of the path found, when it found one at all.
  static Optional<CertPathValidatorException> pathTrouble(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CertPathValidatorException path && path.getReason() instanceof BasicReason) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
