package org.popfetch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "-1, ?, ",
    "0, 0, 0 bytes",
    "1, 1, 1 byte",
    "999, 999, 999 bytes",
    "1000, 1.0 k, 1.0 kB",
    "4096, 4.1 k, 4.1 kB",
    "999949, 999.9 k, 999.9 kB",
    "999950, 1.0 M, 1.0 MB",
    "18300000, 18.3 M, 18.3 MB",
    "2147483648, 2.1 G, 2.1 GB",
    "9007199254740992, 9.0 P, 9.0 PB",
  })
  void sizesAreShort(long octets, String compact, String full) {
    assertThat(Amount.compact(octets)).isEqualTo(compact);
    if (full != null) {
      assertThat(Amount.octets(octets)).isEqualTo(full);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1630, 1 630", "1234567, 1 234 567"})
  void thousandsAreSetApart(long number, String text) {
    assertThat(Amount.count(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "420, 0.4 s",
    "960, 1 s",
    "8100, 8 s",
    "59400, 59 s",
    "59600, 1 min",
    "125000, 2 min 5 s",
    "4320000, 1 h 12 min"
  })
  void timesHaveTwoUnitsAtMost(long millis, String text) {
    assertThat(Amount.time(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
