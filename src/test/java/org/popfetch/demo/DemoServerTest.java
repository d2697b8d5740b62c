package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.testing.RawClient;
import org.popfetch.testing.TestKeys;

/// Whole sessions over a socket.
@Timeout(30)
class DemoServerTest {

  private static final String LOGIN =
      """
      S* +OK popfetch demo server ready <*@localhost>
      C: USER me
      S: +OK send PASS
      C: PASS open  sesame
      S: +OK maildrop locked and ready
      """;

  private static final String BUSY = "-ERR [IN-USE] another session holds this maildrop";

  private final DemoMailbox mailbox = new DemoMailbox("me", "open  sesame");
  private DemoServer server;

  @BeforeEach
  void start() throws IOException {
    mailbox.add(DemoMessage.text("Subject: one\n\n1\n"));
    mailbox.add("two", DemoMessage.text("Subject: two\n\n.\n..\nthree\n.four\nfive"));
    mailbox.add(DemoMessage.text(""));
    server =
        DemoServer.start(
            DemoOptions.serving(mailbox).withTls(TestKeys.localhost().serverContext()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesAWholeSession() throws IOException {
    play(
        LOGIN,
        """
        C: STAT
        S: +OK 3 60
        C: LIST
        S: +OK sizes follow
        S: 1 19
        S: 2 41
        S: 3 0
        S: .
        C: UIDL
        S: +OK unique-ids follow
        S: 1 0000000165f5e100
        S: 2 two
        S: 3 0000000265f5e100
        S: .
        C: list 2
        S: +OK 2 41
        C: UIDL 3
        S: +OK 3 0000000265f5e100
        C: NOOP
        S* +OK *
        C: RETR 1
        S: +OK 19 octets
        S: Subject: one
        S:
        S: 1
        S: .
        C: RETR 3
        S: +OK 0 octets
        S: .
        C: QUIT
        S: +OK bye, 0 removed
        S-close
        """);
    assertThat(mailbox.count()).isEqualTo(3);
  }

  @Test
  void stuffsDotsAndEndsTheLastLine() throws IOException {
    play(
        LOGIN,
        """
        C: RETR 2
        S: +OK 41 octets
        S: Subject: two
        S:
        S: ..
        S: ...
        S: three
        S: ..four
        S: five
        S: .
        C: TOP 2 0
        S: +OK 41 octets
        S: Subject: two
        S:
        S: .
        C: TOP 2 2
        S: +OK 41 octets
        S: Subject: two
        S:
        S: ..
        S: ...
        S: .
        C: TOP 2 99
        S: +OK 41 octets
        S: Subject: two
        S:
        S: ..
        S: ...
        S: three
        S: ..four
        S: five
        S: .
        """);
  }

  @Test
  void removesWhatIsMarkedAtQuitAndNotBefore() throws IOException {
    play(
        LOGIN,
        """
        C: DELE 2
        S: +OK marked
        C: DELE 2
        S: -ERR no such message
        C: RETR 2
        S: -ERR no such message
        C: LIST 2
        S: -ERR no such message
        C: STAT
        S: +OK 2 19
        C: RSET
        S: +OK 3 messages, none marked
        C: DELE 1
        S: +OK marked
        C: DELE 3
        S: +OK marked
        C: LIST
        S: +OK sizes follow
        S: 2 41
        S: .
        """);
    assertThat(mailbox.count()).as("after a session without QUIT").isEqualTo(3);

    play(
        LOGIN,
        "C: DELE 1\nS: +OK marked\nC: DELE 3\nS: +OK marked\nC: QUIT\nS: +OK bye, 2 removed");
    assertThat(mailbox.uids()).containsExactly("two");

    play(
        LOGIN, "C: UIDL\nS: +OK unique-ids follow\nS: 1 two\nS: .\nC: QUIT\nS: +OK bye, 0 removed");
  }

  @Test
  void answersAFlightOfCommandsInItsOrder() throws IOException {
    play(
        """
        C: CAPA
        C: AUTH PLAIN AG1lAG9wZW4gIHNlc2FtZQ==
        C: CAPA
        C: UIDL 2
        C: NOSUCH
        C: QUIT
        S* +OK popfetch *
        S: +OK capabilities follow
        S: TOP
        S: UIDL
        S: USER
        S: SASL PLAIN
        S: PIPELINING
        S: RESP-CODES
        S: AUTH-RESP-CODE
        S: IMPLEMENTATION popfetch-demo
        S: STLS
        S: .
        S: +OK maildrop locked and ready
        S: +OK capabilities follow
        S: TOP
        S: UIDL
        S: USER
        S: SASL PLAIN
        S: PIPELINING
        S: RESP-CODES
        S: AUTH-RESP-CODE
        S: IMPLEMENTATION popfetch-demo
        S: .
        S: +OK 2 two
        S: -ERR unknown command
        S: +OK bye, 0 removed
        S-close
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C: AUTH PLAIN\nS: + \nC: AG1lAG9wZW4gIHNlc2FtZQ==",
        "C: auth plain bWUAbWUAb3BlbiAgc2VzYW1l",
        "C: AUTH PLAIN =\nS: -ERR not a PLAIN message\nC: AUTH PLAIN AG1lAG9wZW4gIHNlc2FtZQ==",
        "C: AUTH PLAIN\nS: + \nC: \\*\nS: -ERR cancelled\nC: AUTH PLAIN AG1lAG9wZW4gIHNlc2FtZQ=="
      })
  void letsInWhoKnowsThePassword(String login) throws IOException {
    play("S* +OK *\n", login, "\nS: +OK maildrop locked and ready\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C: USER me\nS: +OK send PASS\nC: PASS open sesame\nS* -ERR [AUTH] *",
        "C: USER you\nS: +OK send PASS\nC: PASS open  sesame\nS* -ERR [AUTH] *",
        "C: PASS open  sesame\nS: -ERR USER first",
        "C: USER me\nC: X\nC: PASS open  sesame\nS* +OK *\nS* -ERR *\nS: -ERR USER first",
        "C: AUTH PLAIN eW91AG1lAG9wZW4gIHNlc2FtZQ==\nS* -ERR [AUTH] *",
        "C: AUTH PLAIN AG1lAG9wZW4gc2VzYW1l\nS* -ERR [AUTH] *",
        "C: AUTH PLAIN %%%\nS: -ERR not base64",
        "C: AUTH CRAM-MD5\nS: -ERR PLAIN is the only mechanism here",
        "C: APOP me 0123456789abcdef0123456789abcdef\nS* -ERR [AUTH] *",
        "C: STAT\nS: -ERR log in first",
      })
  void keepsOutWhoDoesNot(String login) throws IOException {
    play("S* +OK *\n", login, "\nC: RETR 1\nS: -ERR log in first\nC: QUIT\nS: +OK bye\nS-close");
  }

  @Test
  void letsInByApop() throws IOException, GeneralSecurityException {
    try (var client = RawClient.connect(server.port())) {
      String greeting = client.line();
      String secret = greeting.substring(greeting.indexOf('<')) + "open  sesame";
      byte[] digest = MessageDigest.getInstance("MD5").digest(secret.getBytes(UTF_8));
      client.play(
          "C: APOP me " + HexFormat.of().formatHex(digest) + "\nS: +OK maildrop locked and ready");
    }
  }

  @Test
  void takesNamesAndPasswordsInUtf8() throws IOException {
    var other = new DemoMailbox("ünal", "paßwort");
    try (var utf8 = DemoServer.start(DemoOptions.serving(mailbox).and(other));
        var client = RawClient.connect(utf8.port())) {
      client.play("S* +OK *\nC: USER ünal\nS: +OK send PASS\nC: PASS paßwort\nS* +OK *");
      assertThat(other.inUse()).isTrue();
      assertThat(mailbox.inUse()).isFalse();
    }
  }

  @Test
  void locksTheMaildropForOneSession() throws IOException {
    var options = DemoOptions.serving(mailbox).withLockPatience(Duration.ZERO);
    try (var strict = DemoServer.start(options);
        var first = RawClient.connect(strict.port());
        var second = RawClient.connect(strict.port())) {
      first.play(LOGIN);
      second.play(LOGIN.replace("+OK maildrop locked and ready", BUSY));
      first.play("C: QUIT\nS: +OK bye, 0 removed");
      second.play("C: USER me\nC: PASS open  sesame\nS: +OK send PASS\nS* +OK *");
    }
  }

  @Test
  void freesTheMaildropOfAClientThatVanished() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (var client = RawClient.connect(server.port())) {
        client.play(LOGIN);
        client.reset();
      }
    }
    play(LOGIN);
  }

  @Test
  void showsASessionTheMaildropOfItsBeginning() throws IOException {
    try (var client = RawClient.connect(server.port())) {
      client.play(LOGIN);
      mailbox.add(DemoMessage.text("Subject: late\n\n"));
      mailbox.remove("two");
      client.play("C: STAT\nS: +OK 3 60\nC: DELE 2\nS: +OK marked\nC: QUIT\nS: +OK bye, 1 removed");
    }
    assertThat(mailbox.count()).isEqualTo(3);
    assertThat(mailbox.octets()).isEqualTo(19 + 17);
  }

  @Test
  void speaksTlsFromTheFirstOctet() throws IOException {
    try (var client = RawClient.connect(server.tlsPort())) {
      client.beginTls(TestKeys.localhost().clientContext());
      client.play("S* +OK *\nC: STLS\nS: -ERR no TLS to begin here");
      client.play("C: USER me\nS: +OK send PASS\nC: PASS open  sesame\nS* +OK *");
      client.play("C: QUIT\nS: +OK bye, 0 removed\nS-close");
    }
  }

  @Test
  void beginsTlsOnDemandAndForgetsWhatWasSaidBefore() throws IOException {
    try (var client = RawClient.connect(server.port())) {
      client.play("S* +OK *\nC: USER me\nS: +OK send PASS\nC: STLS\nS: +OK begin TLS");
      client.beginTls(TestKeys.localhost().clientContext());
      client.play(
          """
          C: PASS open  sesame
          S: -ERR USER first
          C: STLS
          S: -ERR no TLS to begin here
          """);
    }
  }

  @Test
  void beginsNoTlsWhenMoreCameAlong() throws IOException {
    play("S* +OK *\nC: STLS\nC: NOOP\nS* -ERR STLS must be the last *\nS: -ERR log in first");
  }

  @Test
  void isPatientWithLinesButNotForEver() throws IOException {
    play("S* +OK *\nC: USER " + "x".repeat(248) + "\nS: +OK send PASS\n");
    play(
        "S* +OK *\nC: USER " + "x".repeat(249) + "\nS: -ERR command line longer than 255 octets\n");
    try (var client = RawClient.connect(server.port())) {
      client.send("x".repeat(CommandReader.LIMIT + 2));
      client.play("S* +OK *\nS: -ERR line too long, bye\nS-close");
    }
  }

  @Test
  void endsASessionThatIsSilentForTooLong() throws IOException {
    var impatient = DemoOptions.serving(mailbox).withIdle(Duration.ofMillis(500));
    try (var quick = DemoServer.start(impatient);
        var client = RawClient.connect(quick.port())) {
      client.play(
          """
          C: USER me
          C: PASS open  sesame
          C: DELE 1
          S* +OK popfetch *
          S: +OK send PASS
          S: +OK maildrop locked and ready
          S: +OK marked
          S-close
          """);
    }
    assertThat(mailbox.count()).isEqualTo(3);
    play(LOGIN);
  }

  @Test
  void endsAllSessionsAtOnceWhenItIsClosed() throws IOException {
    mailbox.add(new DemoMessage(Long.MAX_VALUE, Endless::new));
    try (var idle = RawClient.connect(server.port());
        var blocking = RawClient.connect(server.port())) {
      blocking.play(LOGIN + "C: RETR 4\nS* +OK * octets");
      idle.play("S* +OK *");
      int port = server.port();
      server.close();
      idle.play("S-close");
      assertThat(server.connections()).isZero();
      assertThat(mailbox.inUse()).isFalse();
      assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void listensOnlyWhereItIsToldTo() throws IOException {
    var options = DemoOptions.serving(mailbox).withTls(TestKeys.localhost().serverContext());
    try (var secure = DemoServer.start(options.tlsOnly())) {
      assertThat(secure.tlsPort()).isPositive();
      assertThatThrownBy(secure::port).isInstanceOf(NoSuchElementException.class);
    }
    assertThatThrownBy(() -> DemoServer.start(DemoOptions.serving(mailbox).onPort(server.port())))
        .isInstanceOf(IOException.class);
  }

  private void play(String... dialogue) throws IOException {
    try (var client = RawClient.connect(server.port())) {
      client.play(String.join("", dialogue));
    }
  }

  /// A message that no buffer holds.
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }
  }
}
