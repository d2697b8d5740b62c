package org.popfetch.wire;

import java.util.Locale;
import java.util.Optional;
import org.popfetch.account.Tls;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// What a server means by hanging up with an alert (RFC 8446 §6.2). With TLS 1.3 it may do so after
/// the handshake has ended on this side.
final class Alert {
  private Alert() {}

  /// @param message Conscrypt's or Java's, in which the alert's name stands: `CERTIFICATE_REQUIRED`
  /// @return nothing when more than the name cannot be told
  static Optional<Failure> told(String message, String doing, Tls wanted) {
    String alert = message.toUpperCase(Locale.ROOT).replace(' ', '_');
    if (alert.contains("CERTIFICATE_REQUIRED")) {
      return Optional.of(certificateWanted(doing, wanted));
    }
    if (wanted.client().isPresent()
        && (alert.contains("ALERT_BAD_CERTIFICATE")
            || alert.contains("ALERT_UNKNOWN_CA")
            || alert.contains("ALERT_CERTIFICATE_")
            || alert.contains("ALERT_UNSUPPORTED_CERTIFICATE")
            || alert.contains("ALERT:_BAD_CERTIFICATE")
            || alert.contains("ALERT:_UNKNOWN_CA")
            || alert.contains("ALERT:_CERTIFICATE_"))) {
      return Optional.of(
          new Failure(
              Kind.TLS,
              doing,
              "the server does not accept the certificate that was shown to it ("
                  + Spoken.harmless(message)
                  + ")",
              "check tls-client-certificate"));
    }
    if (wanted.client().isEmpty() && alert.contains("HANDSHAKE_FAILURE")) {
      return Optional.of(
          new Failure(
              Kind.TLS,
              doing,
              "the server broke it off (handshake failure)",
              "perhaps it wants to be shown a certificate: tls-client-certificate"));
    }
    if (wanted.oldest() == Tls.Version.TLS_1_3 && isVersion(alert)) {
      return Optional.of(
          new Failure(
              Kind.TLS,
              doing,
              "the server does not speak TLS 1.3",
              "nothing was sent; tls-min-version = \"1.2\" lets it speak the older one"));
    }
    return isVersion(alert)
        ? Optional.of(
            new Failure(
                Kind.TLS,
                doing,
                "the server speaks no TLS newer than 1.1, which can be broken (RFC 8996)",
                "nothing was sent; its operator has to renew it"))
        : Optional.empty();
  }

  private static boolean isVersion(String alert) {
    return alert.contains("PROTOCOL_VERSION")
        || alert.contains("UNSUPPORTED_PROTOCOL")
        || alert.contains("WRONG_VERSION_ON_EARLY")
        || alert.contains("IS_NOT_ACCEPTED_BY_CLIENT_PREFERENCES");
  }

  private static Failure certificateWanted(String doing, Tls wanted) {
    return new Failure(
        Kind.TLS,
        doing,
        wanted.client().isPresent()
            ? "the server wants a certificate of another kind than the one that is configured"
            : "the server wants to be shown a certificate",
        wanted.client().isPresent()
            ? "check tls-client-certificate"
            : "write tls-client-certificate and tls-client-key");
  }
}
