package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Guesses at what a word was meant to be.
class MeantTest {
  @ParameterizedTest
  @CsvSource({
    "LSIT, LIST",
    "uild, UIDL",
    "retrv, RETR",
    "help, :help",
    "HLEP, :help",
    "headers, :headers",
    "exit, QUIT",
    "bye, QUIT",
    "quti, QUIT",
    "reconect, :reconnect",
    "XFROB,",
    "EHLO,",
  })
  void aCommandOfTheServersOrAWordOfOurs(String typed, String meant) {
    assertThat(Meant.instead(typed)).isEqualTo(Optional.ofNullable(meant));
  }

  @ParameterizedTest
  @CsvSource({":hlep, :help", ":markd, :marked", ":frobnicate,", ":,"})
  void ourOwnWords(String typed, String meant) {
    assertThat(Meant.insteadOfOurs(typed)).isEqualTo(Optional.ofNullable(meant));
  }

  @Test
  void theHelpStandsBehindTheGuess() {
    assertThat(Meant.orElse(Meant.instead("lsit"), ":help lists them"))
        .isEqualTo("; did you mean LIST? :help lists them");
    assertThat(Meant.orElse(Optional.empty(), ":help lists them")).isEqualTo("; :help lists them");
  }
}
