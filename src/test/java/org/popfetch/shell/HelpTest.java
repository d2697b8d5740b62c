package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.report.Columns;

/// Help that fits the terminal.
class HelpTest {
  private static List<String> from(int columns, String command) {
    return Help.all(columns).stream()
        .dropWhile(line -> !line.startsWith("  " + command))
        .limit(3)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 59, 60, 80, 100, 200})
  void noLineIsWiderThanTheTerminal(int columns) {
    assertThat(Help.all(columns)).allMatch(line -> Columns.width(line) <= columns);
    assertThat(Help.fitting(Help.about("PASS").orElseThrow(), columns))
        .allMatch(line -> Columns.width(line) <= columns);
  }

  @Test
  void whatIsBrokenKeepsItsColumn() {
    assertThat(String.join("\n", from(100, "APOP")))
        .startsWith(
            """
              APOP NAME DIGEST         Log in by the MD5 digest of the greeting's timestamp and the password.
                                       (RFC 1939 §7)
              AUTH\
            """
                .stripTrailing());
  }

  @Test
  void standsBelowTheCommandWhereThereIsNoRoomBesideIt() {
    assertThat(from(50, "APOP"))
        .containsExactly(
            "  APOP NAME DIGEST",
            "    Log in by the MD5 digest of the greeting's",
            "    timestamp and the password. (RFC 1939 §7)");
  }

  @Test
  void aScriptGetsALineEach() {
    assertThat(Help.all(Integer.MAX_VALUE))
        .anyMatch(line -> line.matches("  AUTH .* \\(RFC .*\\)"));
  }
}
