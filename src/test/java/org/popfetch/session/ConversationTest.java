package org.popfetch.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.account.Secret;
import org.popfetch.account.Tls;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.session.Conversation.Answer;
import org.popfetch.session.Conversation.Expecting;
import org.popfetch.session.Conversation.State;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.testing.TestKeys;

@Timeout(30)
class ConversationTest {
  private final List<String> heard = new ArrayList<>();
  private final List<ServerText> unasked = new ArrayList<>();

  private Conversation conversation(Setup setup, int port) {
    return new Conversation(
        setup.account(port),
        (fromServer, line) -> heard.add((fromServer ? "S: " : "C: ") + line),
        _ -> {},
        unasked::add);
  }

  private static String body(Conversation conversation) throws Failed, IOException {
    var out = new ByteArrayOutputStream();
    conversation.body(out);
    return out.toString(ISO_8859_1);
  }

  private static Answer said(Conversation conversation, String line) throws Failed {
    return conversation.say(line).orElseThrow();
  }

  @Test
  void followsASessionFromTheGreetingToItsEnd() throws Exception {
    String script =
        """
        S: +OK hello
        C: user me
        S: +OK
        C: Pass abracadabra
        S: +ok in
        C: DELE 2
        S: +OK
        C: DELE 3
        S: -ERR
        C: DELE 1
        S: +OK
        C: UIDL
        S: +OK  so it is
        S: 3 .x
        S: ..x
        S: .
        C: TOP 3 0
        S: +OK
        S: ..a
        S-raw b\\nc\\r\\n
        S: .
        C: RSET
        S: +OK
        C: dele 3
        S: +OK
        C: QUIT
        S: +OK
        """;
    try (var server = ScriptedServer.start(script);
        var it = conversation(Setup.plain(), server.port())) {
      assertThat(it.state()).isEqualTo(State.CLOSED);
      assertThat(it.open()).hasToString("+OK hello");
      assertThat(it.state()).isEqualTo(State.AUTHORIZATION);
      said(it, "user me");
      assertThat(it.state()).isEqualTo(State.AUTHORIZATION);
      assertThat(said(it, "Pass abracadabra").line()).hasToString("+ok in");
      assertThat(it.state()).isEqualTo(State.TRANSACTION);
      said(it, "DELE 2");
      assertThat(said(it, "DELE 3").reply()).isInstanceOf(Reply.Err.class);
      said(it, "DELE 1");
      assertThat(it.marked()).containsExactly(1, 2);
      Answer uidl = said(it, "UIDL");
      assertThat(uidl.line()).hasToString("+OK  so it is");
      assertThat(uidl.hasBody()).isTrue();
      assertThatThrownBy(() -> it.say("NOOP")).isInstanceOf(IllegalStateException.class);
      assertThat(body(it)).isEqualTo("3 .x\r\n.x\r\n");
      said(it, "TOP 3 0");
      assertThat(body(it)).isEqualTo(".a\r\nb\nc\r\n");
      said(it, "RSET");
      assertThat(it.marked()).isEmpty();
      said(it, "dele 3");
      said(it, "QUIT");
      assertThat(it.state()).isEqualTo(State.UPDATE);
      server.verify();
    }
    assertThat(heard).contains("C: Pass ********").noneMatch(line -> line.contains("abracadabra"));
  }

  @Test
  void quitBeforeALoginLeadsToNoUpdate() throws Exception {
    try (var server = ScriptedServer.start("S: +OK\nC: QUIT\nS: +OK\n");
        var it = conversation(Setup.plain(), server.port())) {
      it.open();
      said(it, "QUIT");
      assertThat(it.state()).isEqualTo(State.CLOSED);
      server.verify();
    }
  }

  @Test
  void takesLinesForWhatTheyAre() throws Exception {
    String script =
        """
        S: +OK hello
        C: AUTH CRAM-MD5
        S: + PDE+
        C: YWJyYWNhZGFicmE=
        S: +OK
        C: XTND XMIT
        S: +OK
        C: PASS me the salt
        C: ...
        C: .
        S: -ERR not today
        C: XTND XMIT
        S: -ERR
        C: NOOP
        S: +OK
        """;
    try (var server = ScriptedServer.start(script);
        var it = conversation(Setup.plain(), server.port())) {
      it.open();
      said(it, "AUTH CRAM-MD5");
      assertThat(it.expecting()).isEqualTo(Expecting.SASL_RESPONSE);
      said(it, "YWJyYWNhZGFicmE=");
      assertThat(it.state()).isEqualTo(State.TRANSACTION);
      said(it, "XTND XMIT");
      assertThat(it.expecting()).isEqualTo(Expecting.MESSAGE_LINE);
      assertThat(it.say("PASS me the salt")).isEmpty();
      assertThat(it.say("..")).isEmpty();
      assertThat(said(it, ".").line()).hasToString("-ERR not today");
      assertThat(it.expecting()).isEqualTo(Expecting.COMMAND);
      said(it, "XTND XMIT");
      assertThat(it.expecting()).isEqualTo(Expecting.COMMAND);
      said(it, "NOOP");
    }
    assertThat(heard).noneMatch(line -> line.contains("YWJyYWNhZGFicmE="));
  }

  @Test
  void handsOutWhatNobodyAskedFor() throws Exception {
    String script =
        """
        S: +OK hello
        C: XLIST
        S: +OK
        S: one
        S: .
        C: NOOP
        S: +OK
        """;
    try (var server = ScriptedServer.start(script);
        var it = conversation(Setup.plain(), server.port())) {
      it.open();
      assertThat(said(it, "XLIST").hasBody()).isFalse();
      said(it, "NOOP");
      assertThat(unasked).extracting(ServerText::latin1).containsExactly("one", ".");
    }
  }

  @Test
  void logsInAsTheAccountAndRunsErrandsBetweenLines() throws Exception {
    String script =
        ScriptedServer.LOGIN
            + """
            C: STAT
            S: +OK 1 9
            C: UIDL
            S: +OK
            S: 1 a
            S: .
            C: LIST
            S: -ERR [SYS/TEMP] later
            C: NOOP
            S: +OK
            """;
    try (var server = ScriptedServer.start(script);
        var it = conversation(Setup.plain(), server.port())) {
      it.open();
      it.logIn(() -> new Secret("abracadabra"));
      assertThat(it.state()).isEqualTo(State.TRANSACTION);
      said(it, "STAT");
      Failed failed = catchThrowableOfType(Failed.class, () -> it.run(Transaction::maildrop));
      assertThat(failed.failure().kind()).isEqualTo(Kind.SERVER_REFUSED);
      assertThat(it.state()).isEqualTo(State.TRANSACTION);
      said(it, "NOOP");
    }
  }

  @Test
  void asksForCapabilitiesAfterALoginByHandBeforeAnErrand() throws Exception {
    String script =
        """
        S: +OK hello
        C: PASS x
        S: +OK
        C: CAPA
        S: +OK
        S: TOP
        S: .
        """;
    try (var server = ScriptedServer.start(script);
        var it = conversation(Setup.plain(), server.port())) {
      it.open();
      assertThatThrownBy(() -> it.run(Transaction::hasTop))
          .isInstanceOf(IllegalStateException.class);
      said(it, "PASS x");
      assertThat(it.<Boolean>run(Transaction::hasTop)).isTrue();
    }
  }

  @Test
  void beginsTlsWhenSomebodySaysSo() throws Exception {
    String script =
        """
        S: +OK hello
        C: stls
        S: +OK
        S-starttls
        C: NOOP
        S: -ERR
        """;
    Setup setup =
        Setup.starttls(TestKeys.localhost().pem())
            .with(
                new Tls(
                    Tls.Mode.NONE,
                    Setup.starttls(TestKeys.localhost().pem()).tls().caFile(),
                    List.of(),
                    Optional.empty()));
    try (var server = ScriptedServer.start(script);
        var it = conversation(setup, server.port())) {
      it.open();
      assertThat(it.tls()).isEmpty();
      said(it, "stls");
      assertThat(it.tls()).isPresent();
      said(it, "NOOP");
    }
  }

  @Test
  void doesNotTakeWhatCameBeforeTlsForProtected() throws Exception {
    try (var server = ScriptedServer.start("S: +OK\nC: STLS\nS: +OK\nS: +OK more\nS-close\n");
        var it = conversation(Setup.plain(), server.port())) {
      it.open();
      Failed failed = catchThrowableOfType(Failed.class, () -> it.say("STLS"));
      assertThat(failed.failure().kind()).isEqualTo(Kind.TLS);
      assertThat(it.state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void aSilentServerEndsIt() throws Exception {
    try (var server = ScriptedServer.start("S: +OK\nC: NOOP\nS-stall\n");
        var it = conversation(Setup.plain().within(Duration.ofMillis(200)), server.port())) {
      it.open();
      Failed failed = catchThrowableOfType(Failed.class, () -> it.say("NOOP"));
      assertThat(failed.failure())
          .hasToString(
              "waiting for the answer to NOOP: no answer within 0.2 s; tried again next time");
      assertThat(it.state()).isEqualTo(State.CLOSED);
    }
  }
}
