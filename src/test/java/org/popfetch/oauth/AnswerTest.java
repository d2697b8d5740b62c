package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers answer, and what could be worse.
class AnswerTest {
  private static Answer answer(String body) {
    return Answer.of(400, body.getBytes(UTF_8));
  }

  /// RFC 6749 §5.1.
  @Test
  void readsTheStandardsExample() {
    Answer answer =
        answer(
            """
            {
              "access_token":"2YotnFZFEjr1zCsicMWpAA",
              "token_type":"example",
              "expires_in":3600,
              "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
              "example_parameter":"example_value"
            }
            """);
    assertThat(answer.word("access_token")).contains("2YotnFZFEjr1zCsicMWpAA");
    assertThat(answer.shown("token_type")).contains("example");
    assertThat(answer.seconds("expires_in")).hasValue(3600);
    assertThat(answer.word("refresh_token")).contains("tGzv3JOkF0XG5Qx2TlKWIA");
    assertThat(answer.error()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"x\"", "{", "{\"a\":}", "<html>", "{} x", "\ud800"})
  void whatIsNoObjectHasNoMembers(String body) {
    Answer answer = answer(body);
    assertThat(answer.word("access_token")).isEmpty();
    assertThat(answer.error()).isEmpty();
    assertThat(answer.seconds("expires_in")).isEmpty();
  }

  @Test
  void nestsNoDeeperThanTheStackBears() {
    assertThat(answer("{\"error\":" + "[".repeat(60_000)).error()).isEmpty();
    assertThat(answer("{\"error\":\"x\",\"a\":" + "[".repeat(199) + "]".repeat(199) + "}").error())
        .isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0, 0",
        "3599, 3599",
        "`\"3599\"`, 3599",
        "3599.5, 3599",
        "1e99, 315360000",
        "99999999999999999999999, 315360000"
      })
  void takesSecondsAsServersWriteThem(String written, long seconds) {
    assertThat(answer("{\"expires_in\":" + written + "}").seconds("expires_in"))
        .isEqualTo(OptionalLong.of(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"\"", "\"soon\"", "null", "true", "{}", "\"99999999999\""})
  void takesNothingElseForSeconds(String written) {
    assertThat(answer("{\"expires_in\":" + written + "}").seconds("expires_in")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\"a b\"", "\"a\\r\\nQUIT\"", "\"\\u00e4\"", "7", "null", "[\"a\"]"})
  void aTokenIsVisibleAscii(String written) {
    assertThat(answer("{\"access_token\":" + written + "}").word("access_token")).isEmpty();
  }

  @Test
  void aTokenHasItsBound() {
    assertThat(answer("{\"t\":\"" + "x".repeat(16 * 1024) + "\"}").word("t")).isPresent();
    assertThat(answer("{\"t\":\"" + "x".repeat(16 * 1024 + 1) + "\"}").word("t")).isEmpty();
  }

  @Test
  void whatIsShownIsHarmlessAndShort() {
    Answer answer =
        answer(
            "{\"error\":\"\\u001b[2Jx\",\"error_description\":\"AADSTS70008: gone.\\r\\nTrace ID: 1\"}");
    assertThat(answer.error()).isEqualTo("\\x1b[2Jx");
    assertThat(answer.description()).isEqualTo("AADSTS70008: gone.");
    assertThat(answer("{\"error\":\"" + "x".repeat(5000) + "\"}").error()).hasSize(201);
    assertThat(answer("{\"scope\":\"  \"}").shown("scope")).isEqualTo(Optional.empty());
  }
}
