package org.popfetch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.PasswordSource;

class ConfigTextTest {
  static Stream<Cases.Case> effective() {
    return Cases.in("effective.txt", ConfigTextTest::shown);
  }

  @ParameterizedTest
  @MethodSource("effective")
  void showsWhatTakesEffect(Cases.Case c) {
    assertThat(Cases.read(c.input()).complaint()).isEmpty();
    assertThat(shown(c.input())).isEqualTo(c.expected());
  }

  @ParameterizedTest
  @MethodSource("effective")
  void whatIsShownMeansTheSameWhenItIsRead(Cases.Case c) {
    Configuration first = Cases.read(c.input());
    Configuration second = Cases.read(ConfigText.of(first));
    assertThat(second.problems()).isEmpty();
    assertThat(second.stateDir()).isEqualTo(first.stateDir());
    // A masked password is another password.
    assertThat(second.accounts())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("login.password")
        .isEqualTo(first.accounts());
    assertThat(second.accounts())
        .extracting(account -> sort(account.login().password()))
        .isEqualTo(
            first.accounts().stream().map(account -> sort(account.login().password())).toList());
  }

  private static String shown(String text) {
    return ConfigText.of(Cases.read(text)).strip();
  }

  private static String sort(PasswordSource source) {
    return source instanceof PasswordSource.Literal ? "literal" : source.toString();
  }
}
