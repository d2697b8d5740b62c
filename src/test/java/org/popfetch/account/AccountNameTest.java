package org.popfetch.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"work", "0", "a.b_c-D", "me.example.com"})
  void lettersDigitsDotsUnderscoresAndHyphensMakeAName(String text) {
    assertThat(new AccountName(text)).hasToString(text);
  }

  static Stream<String> unfit() {
    return Stream.of(
        "", ".", "..", ".hidden", "-v", "_x", "a b", "a/b", "a\\b", "a\n", "é", "x".repeat(65));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatIsNoSafeFileNameEverywhereIsNoName(String text) {
    assertThat(AccountName.isValid(text)).isFalse();
    assertThatThrownBy(() -> new AccountName(text)).hasMessageStartingWith("not an account name");
  }
}
