package org.popfetch.doctor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.popfetch.account.Pin;
import org.popfetch.account.Tls;
import org.popfetch.report.Amount;
import org.popfetch.wire.CertificateFacts;
import org.popfetch.wire.TlsFacts;
import org.popfetch.wire.Untrusted;

/// What is seen of a certificate, and what to do about one that was turned down.
final class TlsAdvice {
  /// So many days before its end a certificate should have been renewed: authorities renew theirs
  /// three or four weeks ahead.
  private static final int SOON = 14;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

  private static final String SOMEBODY_BETWEEN = "If you don't, somebody may be in between.";

  private TlsAdvice() {}

  /// "TLS 1.3, TLS_AES_256_GCM_SHA384".
  static String agreed(TlsFacts facts) {
    return facts.version()
        + ", "
        + facts.cipherSuite()
        + facts
            .shown()
            .map(own -> "; shown: " + own.subject() + ", valid until " + own.lastDay())
            .orElse("");
  }

  /// A certificate that was accepted.
  ///
  /// @param name what it had to bear
  static Step certificate(TlsFacts facts, Tls tls, String name, Instant now) {
    CertificateFacts own = facts.certificates().getFirst();
    long days = own.daysLeft(now);
    String seen =
        (tls.pins().isEmpty() ? "for " + name : "pinned, its name not asked for")
            + (tls.revocation() ? ", not taken back" : "")
            + ", valid until "
            + own.lastDay()
            + " ("
            + (days < 0 ? "expired" : Amount.count(days, "day"))
            + ")";
    Advice chain =
        Advice.of(own.subject() + ", signed by " + signer(own) + chainLength(facts))
            .say(own.fingerprint().toString());
    return days > SOON
        ? Step.good(Part.CERTIFICATE, seen, chain)
        : Step.noted(Part.CERTIFICATE, seen, chain.and(ending(days, tls)));
  }

  private static String signer(CertificateFacts own) {
    return own.selfSigned() ? "itself" : own.issuer();
  }

  private static String chainLength(TlsFacts facts) {
    return switch (facts.chain().size()) {
      case 1 -> "; the server sent no other certificate";
      case 2 -> "; the server sent 1 more certificate";
      default -> "; the server sent " + (facts.chain().size() - 1) + " more certificates";
    };
  }

  private static Advice ending(long days, Tls tls) {
    if (days < 0) {
      return Advice.of("It has expired. Because it is pinned, popfetch takes it all the same.");
    }
    return Advice.of(
        tls.pins().isEmpty()
            ? "It ends soon. Unless the server's operator renews it, popfetch will refuse it then."
            : "It ends soon. When the server's operator renews it, pin the new one.");
  }

  /// What to do about one that was turned down.
  static Advice about(Untrusted untrusted, Tls tls, Instant now) {
    CertificateFacts certificate = untrusted.certificate();
    return switch (untrusted.why()) {
      case SELF_SIGNED ->
          Advice.of("Nobody but the server itself says who it is. If you know this server, pin it:")
              .write(pin(certificate.fingerprint()))
              .say(SOMEBODY_BETWEEN);
      case EXPIRED ->
          Advice.of("The server's operator has to renew it" + clock(now) + ".")
              .say("If that takes long and you know this server, pin it meanwhile:")
              .write(pin(certificate.fingerprint()));
      case NOT_YET_VALID ->
          Advice.of("Its time begins on " + certificate.firstDay() + clock(now) + ".")
              .say("If that is wrong, set the clock; else the server's operator has to mend it.");
      case AUTHORITY_EXPIRED ->
          Advice.of("The server's operator has to renew the chain" + clock(now) + ".")
              .say("If that takes long and you know this server, pin it meanwhile:")
              .write(pin(certificate.fingerprint()));
      case WEAK ->
          Advice.of("Such a key or signature can be forged: the operator has to replace it.")
              .say("If that takes long and you know this server, pin it meanwhile:")
              .write(pin(certificate.fingerprint()));
      case REVOKED ->
          Advice.of("Its authority does not stand by it any more: somebody may have its key.")
              .say("Ask the server's operator, who has to get a new one.");
      case REVOCATION_UNKNOWN ->
          Advice.of("tls-revocation asks the authority, at a place that the certificate names.")
              .say("If it names none, or this machine may not go there, do without:")
              .write("tls-revocation = false");
      case INVALID ->
          Advice.of("The server's operator has to mend it. If you know this server, pin it:")
              .write(pin(certificate.fingerprint()))
              .say(SOMEBODY_BETWEEN);
      case UNKNOWN_AUTHORITY -> unknownAuthority(untrusted);
      case NAME -> wrongName(certificate);
      case PIN -> changed(certificate, tls);
    };
  }

  private static String clock(Instant now) {
    return " (this machine's clock says " + LocalDate.ofInstant(now, ZoneOffset.UTC) + ")";
  }

  private static Advice unknownAuthority(Untrusted untrusted) {
    Advice missing =
        untrusted.alone()
            ? Advice.of(
                "The server sent no intermediate certificate: perhaps its operator forgot that.")
            : Advice.NONE;
    return missing
        .say("If you have the authority's own certificate, as PEM, trust it:")
        .write("tls-ca-file = \"/path/to/authority.pem\"")
        .say("Or, if you know this server, pin it:")
        .write(pin(untrusted.certificate().fingerprint()))
        .say(SOMEBODY_BETWEEN);
  }

  private static Advice wrongName(CertificateFacts certificate) {
    Optional<String> name =
        certificate.names().stream().filter(PLAIN_NAME.asMatchPredicate()).findFirst();
    Advice other =
        name.map(one ->
                Advice.of("Check host. If this is the server, which calls itself otherwise, write:")
                    .write("tls-server-name = \"" + one + '"'))
            .orElse(Advice.of("Check host."));
    return other
        .say("Or, if you know this server, pin it:")
        .write(pin(certificate.fingerprint()))
        .say(SOMEBODY_BETWEEN);
  }

  /// The new one of the kind that is pinned now.
  private static Advice changed(CertificateFacts certificate, Tls tls) {
    boolean keys = tls.pins().stream().allMatch(pin -> pin.of() == Pin.Of.KEY);
    return Advice.of("If you know that the server got a new certificate, pin that:")
        .write(pin(keys ? certificate.key() : certificate.fingerprint()))
        .say("If you don't, somebody may be in between: ask the server's operator.");
  }

  private static String pin(Pin fingerprint) {
    return "tls-fingerprint = \"" + fingerprint + '"';
  }
}
