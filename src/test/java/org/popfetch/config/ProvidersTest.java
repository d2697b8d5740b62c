package org.popfetch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Account;
import org.popfetch.account.Provider;
import org.popfetch.account.Tls;

/// Holds the table of providers to what its rows promise.
class ProvidersTest {
  static List<Provider> all() {
    return Providers.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aNameAndAUserMakeAnAccount(Provider provider) {
    Account account =
        Cases.read(
                """
                [accounts.a]
                provider = "%s"
                user = "me"
                password-command = "get-secret"
                deliver = "maildir:/m"
                """
                    .formatted(provider.name()))
            .account("a")
            .orElseThrow();
    assertThat(account.provider()).contains(provider);
    assertThat(account.server().host()).isEqualTo(provider.host());
    assertThat(account.server().port()).isEqualTo(995);
    assertThat(account.server().tls()).isEqualTo(Tls.of(Tls.Mode.IMPLICIT));
    assertThat(account.login().auth()).isEqualTo(provider.auth());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRowHasItsSources(Provider provider) {
    assertThat(provider.sources()).isNotEmpty().allMatch(source -> source.startsWith("https://"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void sentencesCanStandWhereTheyAreSaid(Provider provider) {
    assertThat(provider.logins()).allSatisfy(one -> assertThat(one).doesNotEndWith("."));
    assertThat(provider.quirks()).allSatisfy(one -> assertThat(one).endsWith("."));
  }

  @ParameterizedTest
  @CsvSource({
    "outlook.office365.com, xoauth2, false",
    "POP-mail.Outlook.com, xoauth2, false",
    "outlook.office365.com, oauthbearer, true",
    "pop.gmail.com, xoauth2, true",
    "pop.example.com, xoauth2, true"
  })
  void microsoftWantsATokenByItself(String host, String auth, boolean initialResponse) {
    Account account =
        Cases.read(
                """
                [accounts.a]
                host = "%s"
                user = "me"
                auth = ["%s"]
                deliver = "maildir:/m"
                """
                    .formatted(host, auth))
            .account("a")
            .orElseThrow();
    assertThat(account.login().initialResponse()).isEqualTo(initialResponse);
  }

  @ParameterizedTest
  @MethodSource("all")
  void tokensAreForTheServerThatTheNameStandsFor(Provider provider) {
    assertThat(provider.tokens().map(Provider.Tokens::hosts).orElse(Set.of(provider.host())))
        .contains(provider.host())
        .allSatisfy(host -> assertThat(Providers.tokens(host)).isEqualTo(provider.tokens()));
  }

  @Test
  void namesAreUniqueAndNoneOfThemHasNoPop3() {
    Stream<String> names =
        Stream.concat(
            Providers.ALL.stream().map(Provider::name), Providers.WITHOUT_POP3.keySet().stream());
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9.-]+"));
  }

  @Test
  void anAccountWithoutOneHasNone() {
    Account account =
        Cases.read("[accounts.a]\nhost = \"h\"\nuser = \"me\"\ndeliver = \"maildir:/m\"")
            .account("a")
            .orElseThrow();
    assertThat(account.provider()).isEmpty();
  }
}
