package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
  @Test
  void theExampleOfRfc2449() {
    Capabilities capabilities =
        parse(
            """
            TOP
            USER
            SASL CRAM-MD5 KERBEROS_V4
            RESP-CODES
            LOGIN-DELAY 900
            PIPELINING
            EXPIRE 60
            UIDL
            IMPLEMENTATION Shlemazle-Plotz-v302
            """);
    assertThat(capabilities.isKnown()).isTrue();
    assertThat(capabilities.pipelining()).isTrue();
    assertThat(capabilities.sasl()).containsExactlyInAnyOrder("CRAM-MD5", "KERBEROS_V4");
    assertThat(capabilities.all()).containsEntry("LOGIN-DELAY", List.of("900"));
    assertThat(capabilities.has("STLS")).isFalse();
    assertThat(capabilities.hidesRetrieved()).isFalse();
    assertThat(capabilities)
        .hasToString("EXPIRE IMPLEMENTATION LOGIN-DELAY PIPELINING RESP-CODES SASL TOP UIDL USER");
  }

  @Test
  void caseTabsAndSurplusBlanksDoNotMatter() {
    Capabilities capabilities = parse("  pipelining \nsasl\tplain   Login\n\n   \nTOP\t");
    assertThat(capabilities.pipelining()).isTrue();
    assertThat(capabilities.has("TOP")).isTrue();
    assertThat(capabilities.sasl()).containsExactlyInAnyOrder("PLAIN", "LOGIN");
    assertThat(capabilities.all()).hasSize(3);
  }

  @Test
  void aMechanismMayBeNamedTwice() {
    assertThat(parse("SASL PLAIN PLAIN").sasl()).containsExactly("PLAIN");
    assertThat(parse("SASL PLAIN\nSASL LOGIN").sasl()).containsExactly("PLAIN");
  }

  @Test
  void aServerWithoutTheCommandSaysNothing() {
    assertThat(Capabilities.NONE.isKnown()).isFalse();
    assertThat(parse("").isKnown()).isFalse();
    assertThat(Capabilities.NONE).hasToString("");
  }

  /// mailutils writes `EXPIRENEVER`.
  @ParameterizedTest
  @CsvSource({
    "EXPIRE 0,            true",
    "expire 0,            true",
    "EXPIRE 0 USER,       true",
    "EXPIRE 30,           false",
    "EXPIRE NEVER,        false",
    "EXPIRENEVER,         false",
    "EXPIRE,              false",
    "EXPIRE 00,           false",
    "X-GOOGLE-RICO,       true",
  })
  void someServersHideWhatWasRetrieved(String line, boolean hides) {
    assertThat(parse(line).hidesRetrieved()).isEqualTo(hides);
  }

  @Test
  void namesAreShownHarmless() {
    assertThat(parse("X\u001b[31m")).hasToString("X\\x1b[31M");
    assertThat(parse("\u009bA")).hasToString("\\x9bA");
  }

  private static Capabilities parse(String lines) {
    return Capabilities.parse(lines.lines().toList());
  }
}
