package org.popfetch.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.os.Programs;
import org.popfetch.pop3.Command;

class AccountTest {
  private static final Account ACCOUNT =
      new Account(
          new AccountName("work"),
          new Server(
              "pop.example.com",
              995,
              new Tls(
                  Tls.Mode.IMPLICIT, Optional.of(Path.of("/ca.pem")), List.of(), Optional.empty()),
              Duration.ofSeconds(60),
              Pipelining.AUTO),
          new Login(
              "me",
              new PasswordSource.Literal(new Secret("tanstaaf")),
              false,
              List.of(Mechanism.PLAIN)),
          new Keep.Forever(),
          new Destination.Mbox(Path.of("/var/mail/me")),
          Limits.NONE,
          true,
          true);

  @Test
  void nothingThatHoldsAPasswordShowsIt() {
    var secret = new Secret("tanstaaf");
    var told = new Programs.Input.Told(secret);
    List<Object> holders =
        List.of(
            secret,
            new PasswordSource.Literal(secret),
            ACCOUNT.login(),
            ACCOUNT,
            new Command.Pass(secret),
            told,
            new Programs.Order(List.of("true"), Map.of(), told, Duration.ofSeconds(1)));
    assertThat(holders).allSatisfy(one -> assertThat(one.toString()).doesNotContain("tanstaaf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.255.255.254", "::1"})
  void thisMachineIsLoopback(String host) {
    assertThat(Server.isLoopback(host)).isTrue();
  }

  /// A resolver takes what is not quite an address for a name, which somebody may own.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "127.0.0",
        "127.0.0.256",
        "127.999.0.1",
        "127.0.0.1 ",
        "128.0.0.1",
        "10.127.0.0.1",
        "::2",
        "١٢٧.0.0.1"
      })
  void noOtherHostIs(String host) {
    assertThat(Server.isLoopback(host)).isFalse();
  }

  @Test
  void whatACommandLineChangesLeavesEverythingElse() {
    Keep keep = new Keep.UntilDelivered();
    Limits limits =
        new Limits(OptionalLong.of(1), OptionalInt.of(2), OptionalLong.of(3), OptionalInt.of(4));
    Account changed = ACCOUNT.withKeep(keep).withLimits(limits);
    assertThat(changed.keep()).isEqualTo(keep);
    assertThat(changed.limits()).isEqualTo(limits);
    assertThat(changed.withKeep(ACCOUNT.keep()).withLimits(ACCOUNT.limits())).isEqualTo(ACCOUNT);
  }

  @Test
  void noTextOfAnAccountShowsItsPassword() {
    assertThat(ACCOUNT.toString()).contains("pop.example.com").doesNotContain("tanstaaf");
    assertThat(new Secret("tanstaaf")).hasToString("********");
    assertThat(new Secret("")).hasToString("********");
  }

  @Test
  void aSecretTellsItsTextToThoseWhoAskForIt() {
    Secret secret = new Secret("tänstaaf");
    assertThat(secret.reveal()).isEqualTo("tänstaaf");
    assertThat(secret.utf8()).isEqualTo("tänstaaf".getBytes(StandardCharsets.UTF_8));
    assertThat(secret.isEmpty()).isFalse();
    assertThat(new Secret("").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aMechanismIsKnownByItsKey(Mechanism mechanism) {
    assertThat(Mechanism.named(mechanism.key())).contains(mechanism);
    assertThat(Mechanism.named(mechanism.key() + "x")).isEmpty();
  }
}
