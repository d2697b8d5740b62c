package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.shell.Entered.ForServer;
import org.popfetch.shell.Entered.Local;
import org.popfetch.shell.Entered.Misused;
import org.popfetch.shell.Entered.Nothing;
import org.popfetch.shell.Entered.Unknown;
import org.popfetch.testing.KeptSecrets;

class EnteredTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t", "# a comment", "  #STAT"})
  void isNothing(String line) {
    assertThat(Entered.of(line)).isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAT", "stat", "uIdL 12", "XFROBNICATE a  b", "PASS two words", "."})
  void isForTheServerAsTyped(String line) {
    assertThat(Entered.of(line)).isEqualTo(new ForServer(line));
  }

  @Test
  void blanksAtTheEndAreNotSentAndTextIsInUtf8() {
    assertThat(Entered.of("USER jürgen  ")).isEqualTo(new ForServer("USER j\u00c3\u00bcrgen"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASS abracadabra", ":multi PASS abracadabra", ":help abracadabra"})
  void showsNoPassword(String line) {
    assertThat(KeptSecrets.isIn(Entered.of(line).toString())).isFalse();
  }

  @Test
  void isForUsInAnyCase() {
    assertThat(Entered.of(":TLS")).isEqualTo(new Local(LocalWord.TLS, List.of(), ""));
    assertThat(Entered.of(" :save  3   my  file.eml "))
        .isEqualTo(new Local(LocalWord.SAVE, List.of("3", "my", "file.eml"), "my  file.eml"));
  }

  @Test
  void tellsAWordThatIsNotThereFromOneThatIsMisused() {
    assertThat(Entered.of(":frobnicate 3")).isEqualTo(new Unknown(":frobnicate"));
    assertThat(Entered.of(":")).isEqualTo(new Unknown(":"));
    assertThat(Entered.of(":save 3")).isEqualTo(new Misused(LocalWord.SAVE));
    assertThat(Entered.of(":tls now")).isEqualTo(new Misused(LocalWord.TLS));
  }

  @ParameterizedTest
  @EnumSource(LocalWord.class)
  void everyWordSaysHowItGoes(LocalWord word) {
    assertThat(word.usage()).startsWith(":" + word.name().toLowerCase(Locale.ROOT));
    assertThat(Help.about(word.word()))
        .hasValueSatisfying(lines -> assertThat(lines.getFirst()).isEqualTo(word.usage()));
  }

  @ParameterizedTest
  @EnumSource(PopCommand.class)
  void everyCommandHasItsSection(PopCommand command) {
    assertThat(Help.about(command.name().toLowerCase(Locale.ROOT)))
        .hasValueSatisfying(
            lines -> assertThat(lines.getLast()).matches("  .*state, RFC \\d{4}( §\\d.*)?"));
  }
}
