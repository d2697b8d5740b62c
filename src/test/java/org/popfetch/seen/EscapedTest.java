package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0000045a5f0b2c11|0000045a5f0b2c11",
        "a b|a%20b",
        "100%|100%25",
        "-|%2D",
        "--|--",
        "''|%-",
        "Grüße|Gr%FC%DFe",
        "Ω|%u03A9",
      })
  void readsWell(String text, String field) {
    assertThat(Escaped.of(text)).isEqualTo(field);
    assertThat(Escaped.read(field)).isEqualTo(text);
  }

  @Test
  void anyTextSurvives() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = Samples.anyText(random);
      String field = Escaped.of(text);
      assertThat(field).matches("[!-~]+").isNotEqualTo("-");
      assertThat(Escaped.read(field)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%4", "%u12", "%zz", "%+1"})
  void aBrokenEscapeIsNoText(String field) {
    assertThatThrownBy(() -> Escaped.read(field)).isInstanceOf(IllegalArgumentException.class);
  }
}
