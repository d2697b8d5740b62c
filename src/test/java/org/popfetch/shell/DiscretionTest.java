package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.pop3.Command.Typed;

class DiscretionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS secret",
        "pass secret",
        "  Pass   secret",
        "PASS two words",
        "APOP me c4c9334bac560ecc979e58001b3e22fb",
        "AUTH PLAIN AG1lAHNlY3JldA==",
        "auth plain",
        ":multi PASS secret",
        "USER me PASS secret",
        "\tPASS\tsecret"
      })
  void isNotKept(String line) {
    assertThat(Discretion.mayKeep(line)).isFalse();
    var history = new DiscreetHistory();
    history.add(Instant.EPOCH, line);
    assertThat(history.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAT", "USER me", "PASS", ":help PASS", "RETR 1", "PASSWORD x", "AUTH"})
  void isKept(String line) {
    assertThat(Discretion.mayKeep(line)).isTrue();
    var history = new DiscreetHistory();
    history.add(Instant.EPOCH, line);
    assertThat(history.get(history.first())).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "PASS secret,PASS ******",
        "pass two words,pass *** *****",
        "  PASS x,  PASS *",
        "APOP me abc,APOP me ***",
        "AUTH PLAIN AG1l,AUTH PLAIN ****",
        "AUTH PLAIN,AUTH PLAIN",
        "PASS,PASS",
        "RETR 1,RETR 1",
        ":help PASS,:help PASS"
      })
  void isShownWithStars(String line, String shown) {
    assertThat(Discretion.starred(line)).isEqualTo(shown);
  }

  @Test
  void theMaskOfWhatIsSentHoldsNoSecret() {
    assertThat(Typed.of("pass s3 cret").masked()).isEqualTo("pass ********");
    assertThat(Typed.of("APOP me d1gest").masked()).isEqualTo("APOP me ********");
    assertThat(Typed.of("AUTH PLAIN AG1l").masked()).isEqualTo("AUTH PLAIN ********");
    assertThat(Typed.of("AUTH PLAIN").masked()).isEqualTo("AUTH PLAIN");
    assertThat(Typed.of("RETR  1").masked()).isEqualTo("RETR  1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS",
        "PASS x",
        "pass x",
        "AUTH PLAIN",
        "AUTH LOGIN",
        "auth xoauth2 dG9rZW4=",
        "AUTH NTLM"
      })
  void needsALineThatNobodyReads(String line) {
    assertThat(Discretion.needsPrivacy(Typed.of(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"USER me", "AUTH", "AUTH CRAM-MD5", "AUTH SCRAM-SHA-256 x", "APOP me d1"})
  void mayBeSaidInPublic(String line) {
    assertThat(Discretion.needsPrivacy(Typed.of(line))).isFalse();
  }
}
