package org.popfetch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("host", "port", "keep", "user", "max-size", "tls-fingerprint");

  @ParameterizedTest
  @CsvSource({"kepe, 1", "keeep, 1", "kep, 1", "keip, 1", "keep, 0", "eekp, 2", "peek, 2", "'', 4"})
  void countsTyposAndASwapAsOne(String typed, int typos) {
    assertThat(Nearest.distance(typed, "keep")).isEqualTo(typos);
  }

  @ParameterizedTest
  @CsvSource({
    "kepe, keep",
    "hots, host",
    "usr, user",
    "MaxSize, max-size",
    "max_size, max-size",
    "tlsfingerprnt, tls-fingerprint",
    "work,",
    "x,",
    "'',",
    "colour,"
  })
  void findsWhatWasMeantAndDoesNotGuessWildly(String typed, String meant) {
    assertThat(Nearest.to(typed, KNOWN)).isEqualTo(Optional.ofNullable(meant));
  }
}
