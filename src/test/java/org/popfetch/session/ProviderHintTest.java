package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Provider;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.wire.Transcript;

/// What a provider wants stands in the one line that tells of a refused login.
class ProviderHintTest {
  private static final Provider PROVIDER =
      new Provider(
          "example",
          "Example",
          "pop.example.com",
          List.of(),
          List.of("it wants an app password: https://pop.example.com/app"),
          List.of(),
          Optional.empty(),
          List.of());

  @Test
  void aRefusedLoginTellsWhatTheProviderWants() throws Exception {
    assertThat(refused("-ERR [AUTH] no", Optional.of(PROVIDER)))
        .isEqualTo(
            "logging in: the server answered \"-ERR [AUTH] no\"; check user and password;"
                + " it wants an app password: https://pop.example.com/app");
    assertThat(refused("-ERR [AUTH] no", Optional.empty())).endsWith("; check user and password");
  }

  @Test
  void oneThatIsRefusedForNowHasAnotherReason() throws Exception {
    assertThat(refused("-ERR [IN-USE] busy", Optional.of(PROVIDER)))
        .endsWith("tried again next time");
  }

  private static String refused(String answer, Optional<Provider> provider) throws Exception {
    String script =
        """
        S: +OK hello
        C: CAPA
        S: -ERR
        C: USER me
        S: +OK
        C: PASS abracadabra
        S: ANSWER
        C-close
        """
            .replace("ANSWER", answer);
    try (var server = ScriptedServer.start(script);
        var opening =
            new Opening(
                account(server.port(), provider),
                () -> new Secret("abracadabra"),
                Transcript.none(),
                _ -> {})) {
      return catchThrowableOfType(Failed.class, () -> opening.open(Acquaintance.NONE))
          .failure()
          .toString();
    }
  }

  private static Account account(int port, Optional<Provider> provider) {
    return new Account(
        new AccountName("work"),
        new Server(
            "127.0.0.1", port, Tls.of(Tls.Mode.NONE), Duration.ofSeconds(10), Pipelining.AUTO),
        new Login("me", new PasswordSource.Ask(), false, List.of()),
        new Keep.Forever(),
        new Destination.Maildir(Path.of("/m")),
        Limits.NONE,
        false,
        true,
        provider);
  }
}
