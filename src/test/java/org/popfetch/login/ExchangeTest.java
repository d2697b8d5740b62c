package org.popfetch.login;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.login.Exchange.Next;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.testing.TestKeys;

class ExchangeTest {
  private static final Optional<ChannelBinding> BINDING =
      ChannelBinding.of(Optional.of(new byte[32]), TestKeys.localhost().certificate());

  @Test
  void APOPAsInRFC1939() throws Failed {
    assertThat(
            played(
                Exchange.begin(
                    Mechanism.APOP,
                    Credentials.of("mrose", new Secret("tanstaaf")),
                    offer("<1896.697170952@dbc.mtview.ca.us>"),
                    true),
                "+OK maildrop has 1 message (369 octets)"))
        .isEqualTo("APOP mrose c4c9334bac560ecc979e58001b3e22fb\n=> logged in\n");
  }

  @Test
  void CRAMMD5AsInRFC2195() throws Failed {
    assertThat(
            played(
                Exchange.begin(
                    Mechanism.CRAM_MD5,
                    Credentials.of("tim", new Secret("tanstaaftanstaaf")),
                    offer(""),
                    true),
                "+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+",
                "+OK"))
        .isEqualTo(
            """
            AUTH CRAM-MD5
            dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw
            => logged in
            """);
  }

  @Test
  void PLAINAsInRFC4616() throws Failed {
    assertThat(
            played(
                Exchange.begin(
                    Mechanism.PLAIN,
                    Credentials.of("tim", new Secret("tanstaaftanstaaf")),
                    offer(""),
                    true),
                "+OK"))
        .isEqualTo("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\n=> logged in\n");
  }

  @Test
  void PLAINWaitsForTheChallengeWhenTheLineWouldBeTooLong() throws Failed {
    String password = "x".repeat(200);
    assertThat(
            played(
                Exchange.begin(
                    Mechanism.PLAIN, Credentials.of("tim", new Secret(password)), offer(""), true),
                "+ ",
                "+OK"))
        .isEqualTo("AUTH PLAIN\n" + base64("\0tim\0" + password) + "\n=> logged in\n");
  }

  @Test
  void PLAINSaysItAgainToAServerThatIgnoredTheInitialResponse() throws Failed {
    assertThat(played(begin(Mechanism.PLAIN), "+ ", "+OK"))
        .isEqualTo("AUTH PLAIN AG1lAHNlY3JldA==\nAG1lAHNlY3JldA==\n=> logged in\n");
  }

  @Test
  void USERAndPASS() throws Failed {
    assertThat(played(begin(Mechanism.USER), "+OK send PASS", "+OK"))
        .isEqualTo("USER me\nPASS secret\n=> logged in\n");
  }

  @Test
  void LOGINAnswersTwoChallenges() throws Failed {
    assertThat(played(begin(Mechanism.LOGIN), "+ VXNlcm5hbWU6", "+ UGFzc3dvcmQ6", "+OK"))
        .isEqualTo("AUTH LOGIN\nbWU=\nc2VjcmV0\n=> logged in\n");
  }

  @Test
  void namesAndPasswordsAreSentInUTF8AnOctetPerCharacter() throws Failed {
    Credentials credentials = Credentials.of("jürgen", new Secret("pass wörd€"));
    Exchange user = Exchange.begin(Mechanism.USER, credentials, offer(""), true);
    assertThat(sent(user)).isEqualTo("USER jürgen".getBytes(UTF_8));
    assertThat(sent(((Next.Go) user.hear(Reply.parse("+OK"))).exchange()))
        .isEqualTo("PASS pass wörd€".getBytes(UTF_8));
    assertThat(played(Exchange.begin(Mechanism.PLAIN, credentials, offer(""), true), "+OK"))
        .startsWith("AUTH PLAIN " + base64("\0jürgen\0pass wörd€"));
  }

  private static byte[] sent(Exchange exchange) {
    return exchange.say().line().getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void nothingSecretIsShown(Mechanism mechanism) {
    Exchange exchange = begin(mechanism);
    var shown = new StringBuilder();
    for (String reply : new String[] {"+ PDFAYT4=", "+ Og==", "+OK"}) {
      shown.append(exchange.say().masked()).append(exchange);
      if (exchange.hear(Reply.parse(reply)) instanceof Next.Go(Exchange next)) {
        exchange = next;
      }
    }
    assertThat(shown.toString())
        .doesNotContain("secret", base64("secret"), base64("\0me\0secret"), "c2VjcmV0");
  }

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void aRefusalIsARefusal(Mechanism mechanism) {
    Next next = begin(mechanism).hear(Reply.parse("-ERR [AUTH] no"));
    assertThat(next).isInstanceOf(Next.Refused.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mechanism.class,
      names = {"LOGIN", "CRAM_MD5", "DIGEST_MD5", "GSSAPI"})
  void anOKBeforeAnythingWasProvenLogsNobodyIn(Mechanism mechanism) {
    assertThat(begin(mechanism).hear(Reply.parse("+OK"))).isInstanceOf(Next.Astray.class);
  }

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void nonsenseIsAnErrorOfTheServers(Mechanism mechanism) {
    assertThat(begin(mechanism).hear(Reply.parse("250 ok"))).isInstanceOf(Next.Astray.class);
  }

  @Test
  void aChallengeTooManyIsCancelled() {
    assertThat(played(begin(Mechanism.PLAIN), "+ ", "+ more", "-ERR cancelled"))
        .endsWith("\n*\n=> astray: more\n");
    assertThat(played(begin(Mechanism.APOP), "+ what", "-ERR")).endsWith("*\n=> astray: what\n");
  }

  @Test
  void aChallengeThatIsNoBase64IsCancelled() {
    assertThat(played(begin(Mechanism.CRAM_MD5), "+ <1@a>", "-ERR cancelled"))
        .isEqualTo("AUTH CRAM-MD5\n*\n=> astray: <1@a>\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\rb", "a\nb", "a\0b"})
  void whatCannotBeSaidIsNotSent(String text) {
    assertThatThrownBy(() -> Credentials.of(text, new Secret("x")))
        .hasMessageStartingWith("logging in: user ");
    assertThatThrownBy(() -> Credentials.of("me", new Secret(text)))
        .hasMessageStartingWith("logging in: the password ")
        .hasMessageEndingWith("nothing was sent");
  }

  private static Exchange begin(Mechanism mechanism) {
    try {
      return Exchange.begin(
          mechanism, new Credentials("me", new Secret("secret")), offer("<1@a>"), true);
    } catch (Failed e) {
      throw new AssertionError(e);
    }
  }

  private static Offer offer(String timestamp) {
    var channel = new Channel("localhost", 995, true, true, BINDING);
    return new Offer(
        Capabilities.NONE, Optional.of(timestamp).filter(text -> !text.isEmpty()), channel);
  }

  /// The client's half of a conversation, and how it ended.
  private static String played(Exchange exchange, String... replies) {
    var said = new StringBuilder();
    Exchange current = exchange;
    for (String reply : replies) {
      said.append(current.say().line()).append('\n');
      switch (current.hear(Reply.parse(reply))) {
        case Next.Go(Exchange next) -> current = next;
        case Next.LoggedIn() -> said.append("=> logged in\n");
        case Next.Refused(Reply.Err err, boolean about, String reason) ->
            said.append("=> refused: ").append(err).append(about ? " (credentials)\n" : "\n");
        case Next.Broken(Failure failure) ->
            said.append("=> broken: ").append(failure).append('\n');
        case Next.Astray(Reply odd) -> said.append("=> astray: ").append(odd.text()).append('\n');
      }
    }
    return said.toString().lines().collect(Collectors.joining("\n", "", "\n"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
