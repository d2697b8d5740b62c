package org.popfetch.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever the file holds: no exception, problems that fit on a terminal line, and accounts only
/// when they are good. `JAZZER_FUZZ=1` looks for new inputs; the kept ones run with every build.
class ConfigReaderFuzzTest {
  private static final String PRINTABLE = "[^\\p{Cntrl}\\u200e\\u200f\\u202a-\\u202e]*";

  @FuzzTest
  void anyTextGivesAccountsOrProblems(byte[] octets) {
    String text = new String(octets, StandardCharsets.UTF_8);
    Configuration configuration = Cases.read(text);
    assertThat(configuration.accounts().isEmpty() && configuration.problems().isEmpty()).isFalse();
    assertThat(configuration.problems()).isSorted();
    assertThat(configuration.complaint()).allMatch(line -> line.matches(PRINTABLE));
    assertThat(configuration.leftOut().isEmpty() || !configuration.problems().isEmpty()).isTrue();
    if (!configuration.accounts().isEmpty()) {
      Configuration again = Cases.read(ConfigText.of(configuration));
      assertThat(again.problems()).isEmpty();
      assertThat(again.accounts()).hasSameSizeAs(configuration.accounts());
    }
  }
}
