package org.popfetch.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.report.Amount;
import org.popfetch.wire.CertificateFacts;
import org.popfetch.wire.TlsFacts;

/// What TLS agreed on, and the certificates that the server showed, as lines for a person.
final class TlsReport {
  private TlsReport() {}

  static List<String> lines(Optional<TlsFacts> tls, Instant now) {
    if (tls.isEmpty()) {
      return List.of("no TLS: whoever is in between reads everything");
    }
    List<String> lines = new ArrayList<>();
    lines.add(tls.get().protocol() + ", " + tls.get().cipherSuite());
    int number = 1;
    for (var certificate : tls.get().chain()) {
      lines.add("certificate " + number++);
      lines(CertificateFacts.of(certificate), now).map(line -> "  " + line).forEach(lines::add);
    }
    return lines;
  }

  private static Stream<String> lines(CertificateFacts facts, Instant now) {
    return Stream.of(
        "for     " + facts.subject(),
        "names   " + (facts.names().isEmpty() ? "none" : String.join(", ", facts.names())),
        "by      " + (facts.selfSigned() ? "itself" : facts.issuer()),
        "valid   " + facts.firstDay() + " to " + facts.lastDay() + ", " + left(facts, now),
        "SHA-256 " + facts.fingerprint(),
        "key     " + facts.key());
  }

  /// `61 days left`, `expired`.
  static String left(CertificateFacts facts, Instant now) {
    long days = facts.daysLeft(now);
    return days < 0 ? "expired" : Amount.count(days, "day") + " left";
  }

  /// `TLSv1.3, certificate good for 61 days`; nothing without TLS.
  static Optional<String> brief(Optional<TlsFacts> tls, Instant now) {
    return tls.map(facts ->
        facts.protocol()
            + facts.chain().stream()
                .findFirst()
                .map(CertificateFacts::of)
                .map(first -> ", certificate: " + left(first, now))
                .orElse(""));
  }
}
