package org.popfetch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;

class CertificateFactsTest {

  @Test
  void aCertificateIsTakenApart() {
    TestKey key = TestKeys.localhost();
    CertificateFacts facts = CertificateFacts.of(key.certificate());
    assertThat(facts.subject()).isEqualTo("CN=localhost,O=localhost");
    assertThat(facts.issuer()).isEqualTo(facts.subject());
    assertThat(facts.selfSigned()).isTrue();
    assertThat(facts.names()).containsExactly("localhost", "127.0.0.1");
    assertThat(facts.fingerprint()).hasToString("sha256:" + key.sha256());
    assertThat(facts.key()).hasToString("spki-sha256:" + key.spkiSha256());
    assertThat(facts.lastDay()).isAfter(facts.firstDay());
  }

  @Test
  void anotherOnesSignatureIsTold() {
    CertificateFacts facts = CertificateFacts.of(TestKeys.signed().certificate());
    assertThat(facts.selfSigned()).isFalse();
    assertThat(facts.issuer()).isEqualTo("CN=localhost,O=authority");
  }

  @Test
  void daysAreWholeOnes() {
    CertificateFacts facts = CertificateFacts.of(TestKeys.localhost().certificate());
    Map.of(
            Duration.ofDays(30),
            30L,
            Duration.ofDays(30).minusSeconds(1),
            29L,
            Duration.ZERO,
            0L,
            Duration.ofSeconds(-1),
            -1L,
            Duration.ofDays(-2),
            -2L)
        .forEach((left, days) -> {
          Instant now = facts.notAfter().minus(left);
          assertThat(facts.daysLeft(now)).as(left.toString()).isEqualTo(days);
        });
  }
}
