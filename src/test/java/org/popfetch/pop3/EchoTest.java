package org.popfetch.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Secret;

class EchoTest {
  static Stream<Command> commands() {
    return Stream.of(
        new Command.Pass(new Secret("abracadabra")),
        new Command.Auth("PLAIN", Optional.of(base64("\0me\0abracadabra"))),
        new Command.Auth("XOAUTH2", Optional.of(base64("user=me\1auth=Bearer abracadabra\1\1"))),
        new Command.AuthResponse(base64("n,a=me,\1host=h\1port=1\1auth=Bearer abracadabra\1\1")),
        new Command.AuthResponse(base64("abracadabra")),
        Command.Typed.of("pass abracadabra"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void masksWhatWasSaid(Command command) {
    Echo echo = Echo.of(command).orElseThrow();
    assertThat(echo.masked("-ERR [AUTH] not \"abracadabra\", me"))
        .isEqualTo("-ERR [AUTH] not \"********\", me");
    assertThat(echo.masked("-ERR [abracadabra] no")).isEqualTo("-ERR [********] no");
    String challenge = base64("{\"token\":\"abracadabra\"}").reveal();
    assertThat(echo.masked("+ " + challenge)).isEqualTo("+ ********");
    if (!(command instanceof Command.Pass)) {
      String argument = command.line().substring(command.line().lastIndexOf(' ') + 1);
      assertThat(echo.masked("-ERR what is " + argument + "?")).isEqualTo("-ERR what is ********?");
    }
  }

  @Test
  void leavesAloneWhatOnlyLooksLikeIt() {
    Echo echo = Echo.of(new Command.Pass(new Secret("AUTH"))).orElseThrow();
    assertThat(echo.masked("-ERR [AUTH] no AUTHORITY")).isEqualTo("-ERR [AUTH] no AUTHORITY");
    assertThat(Echo.of(new Command.Pass(new Secret("no")))).isEmpty();
    assertThat(Echo.of(new Command.User("somebody"))).isEmpty();
    assertThat(Echo.of(new Command.AuthResponse(new Secret("")))).isEmpty();
  }

  @Test
  void isHeardUntilThereIsTalkOfMessages() {
    Optional<Echo> echo = Echo.of(new Command.Pass(new Secret("abracadabra")));
    assertThat(Echo.after(Command.Bare.UIDL, echo)).isEqualTo(echo);
    assertThat(Echo.after(new Command.AuthResponse(new Secret("")), echo)).isEqualTo(echo);
    assertThat(Echo.after(new Command.Retr(1), echo)).isEmpty();
  }

  private static Secret base64(String text) {
    return new Secret(Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1)));
  }
}
