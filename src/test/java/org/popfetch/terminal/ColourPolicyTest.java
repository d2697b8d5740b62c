package org.popfetch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourPolicyTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      value = {
        "AUTO,   true,  xterm, unset, true",
        "AUTO,   true,  xterm, '',    true",
        "AUTO,   true,  xterm, 1,     false",
        "AUTO,   true,  dumb,  unset, false",
        "AUTO,   true,  unset, unset, false",
        "AUTO,   false, xterm, unset, false",
        "ALWAYS, false, dumb,  1,     true",
        "NEVER,  true,  xterm, unset, false",
      })
  void coloursAreForTerminalsThatShowThemAndPeopleWhoWantThem(
      ColourPolicy policy, boolean terminal, String term, String noColour, boolean coloured) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TERM", term);
    environment.put("NO_COLOR", noColour);
    environment.values().removeIf(value -> value == null);
    assertThat(policy.colours(terminal, environment)).isEqualTo(coloured);
  }
}
