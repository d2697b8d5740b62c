package org.popfetch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;

class ConfigReaderTest {
  static Stream<Cases.Case> problems() {
    return Cases.in("problems.txt", ConfigReaderTest::outcome);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void tellsAllProblemsAtOnceAndWhoRunsAllTheSame(Cases.Case c) {
    assertThat(outcome(c.input())).isEqualTo(c.expected());
  }

  private static String outcome(String text) {
    Configuration configuration = Cases.read(text, Optional.of("0644"));
    var lines = new ArrayList<>(configuration.complaint());
    configuration.accounts().forEach(account -> lines.add("runs: " + account.name()));
    return String.join("\n", lines);
  }

  @Test
  void threeKeysMakeAnAccountWithSafeDefaults() {
    var configuration =
        Cases.read(
            """
            [accounts.work]
            host = "pop.example.com"
            user = "me"
            deliver = "maildir:Mail"
            """);
    assertThat(configuration.problems()).isEmpty();
    assertThat(configuration.stateDir()).hasToString("/home/me/.local/state/popfetch");
    assertThat(configuration.accounts())
        .containsExactly(
            new Account(
                new AccountName("work"),
                new Server(
                    "pop.example.com",
                    995,
                    Tls.of(Tls.Mode.IMPLICIT),
                    Duration.ofSeconds(60),
                    Pipelining.AUTO),
                new Login("me", new PasswordSource.Ask(), false, List.of()),
                new Keep.Forever(),
                new Destination.Maildir(Cases.AROUND.home().resolve("Mail")),
                Limits.NONE,
                false,
                true));
  }

  @Test
  void aPasswordThatOnlyTheOwnerMayReadIsTakenAndNotShown() {
    var configuration =
        Cases.read(
            """
            [accounts.work]
            host = "pop.example.com"
            user = "me"
            password = " abracadabra"
            deliver = "maildir:Mail"
            """);
    assertThat(configuration.complaint()).isEmpty();
    Account account = configuration.account("work").orElseThrow();
    assertThat(account.login().password())
        .isInstanceOfSatisfying(
            PasswordSource.Literal.class,
            literal -> assertThat(literal.secret().reveal()).isEqualTo(" abracadabra"));
    assertThat(configuration.toString() + ConfigText.of(configuration))
        .doesNotContain("abracadabra");
  }

  @Test
  void accountsKeepTheOrderOfTheFileNotOfTheAlphabet() {
    var configuration =
        Cases.read(
            """
            [defaults]
            user = "me"
            deliver = "maildir:Mail"
            [accounts.m]
            host = "m.example"
            [accounts.a]
            host = "a.example"
            """);
    assertThat(configuration.accounts())
        .extracting(account -> account.name().value())
        .containsExactly("m", "a");
  }

  @Test
  void anAccountThatWasLeftOutOrNeverWasIsNotFound() {
    var configuration = Cases.read("[accounts.work]\nhost = \"h.example\"\n");
    assertThat(configuration.account("work")).isEmpty();
    assertThat(configuration.account("none")).isEmpty();
    assertThat(configuration.leftOut()).containsExactly("work");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls",
        "netrc",
        "allow-plaintext",
        "keep",
        "timeout",
        "pipelining",
        "received-header",
        "enabled"
      })
  void theDefaultThatIsDocumentedIsTheOneThatHolds(String name) {
    String minimal =
        """
        [accounts.work]
        host = "pop.example.com"
        user = "me"
        deliver = "maildir:Mail"
        """;
    Key<?> key =
        Keys.ACCOUNT.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow();
    String value = key.type().startsWith("boolean") ? key.fallback() : "\"" + key.fallback() + "\"";
    Configuration spelledOut = Cases.read(minimal + name + " = " + value);
    assertThat(spelledOut.problems()).isEmpty();
    assertThat(spelledOut.accounts()).isEqualTo(Cases.read(minimal).accounts());
  }
}
