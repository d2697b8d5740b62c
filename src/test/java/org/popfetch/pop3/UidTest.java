package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", "a b", "../../etc/passwd", "\u0000", "\u00ff\u0080", "\u001b[2J"})
  void anyOctetsButLineEndsMakeAUid(String latin1) {
    assertThat(new Uid(latin1).latin1()).isEqualTo(latin1);
  }

  static Stream<String> unfit() {
    return Stream.of("", "a\rb", "a\nb", "u".repeat(Uid.MAX_LENGTH + 1), "\u0100");
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void nothingElseDoes(String text) {
    assertThat(Uid.isValid(text)).isFalse();
    assertThatThrownBy(() -> new Uid(text)).hasMessage("not a unique-id");
  }

  @Test
  void itIsComparedOctetByOctetAndShownHarmless() {
    assertThat(new Uid("a")).isNotEqualTo(new Uid("A")).isLessThan(new Uid("b"));
    assertThat(new Uid("x\u001b[2J")).hasToString("x\\x1b[2J");
  }
}
