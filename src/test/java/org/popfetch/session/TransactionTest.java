package org.popfetch.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.ScriptedServer;

@Timeout(30)
class TransactionTest {
  private static final OutputStream FULL =
      new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
          throw new IOException("disk full");
        }
      };

  @Test
  void goesOnAfterASinkThatWasFull() throws Exception {
    String script =
        ScriptedServer.LOGIN
            + """
            C: RETR 1
            S: +OK
            S-repeat 1000 0123456789
            S: ..
            S: .
            C: RETR 2
            S: +OK
            S: two
            S: .
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script);
        var transaction = Setup.plain().open(server.port())) {
      transaction.send(new Command.Retr(1));
      var body = (Turn.Body) transaction.next();
      assertThatThrownBy(() -> body.content().drainTo(FULL))
          .isInstanceOf(IOException.class)
          .hasMessage("disk full");
      transaction.skip();
      transaction.send(new Command.Retr(2));
      var out = new ByteArrayOutputStream();
      assertThat(((Turn.Body) transaction.next()).content().drainTo(out)).isEqualTo(5);
      assertThat(out.toString(US_ASCII)).isEqualTo("two\r\n");
      assertThat(transaction.quit()).isInstanceOf(Reply.Ok.class);
      server.verify();
    }
  }

  @Test
  void doesNotLetItsCallerLoseCount() throws Exception {
    String script =
        ScriptedServer.LOGIN
            + """
            C: RETR 1
            S: +OK
            S: one
            S: .
            """;
    try (var server = ScriptedServer.start(script)) {
      try (var transaction = Setup.plain().open(server.port())) {
        assertThatThrownBy(transaction::next).isInstanceOf(IllegalStateException.class);
        transaction.send(new Command.Retr(1));
        assertThat(transaction.unanswered()).isEqualTo(1);
        assertThatThrownBy(() -> transaction.send(Bare.NOOP))
            .isInstanceOf(IllegalStateException.class);
        transaction.next();
        assertThatThrownBy(() -> transaction.send(Bare.NOOP))
            .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(transaction::quit).isInstanceOf(IllegalStateException.class);
        transaction.skip();
        assertThat(transaction.unanswered()).isZero();
      }
      server.verify();
    }
  }

  @Test
  void waitsTenTimesAsLongForQUITAfterDeletions() throws Exception {
    String script = ScriptedServer.LOGIN + "C: DELE 1\nS: +OK\nC: QUIT\nS-stall\n";
    try (var server = ScriptedServer.start(script);
        var transaction = Setup.plain().within(Duration.ofMillis(100)).open(server.port())) {
      transaction.send(new Command.Dele(1));
      transaction.next();
      Failed failed = catchThrowableOfType(Failed.class, transaction::quit);
      assertThat(failed.failure())
          .hasToString("leaving: no answer within 1 s; tried again next time");
    }
  }

  @Test
  void doesNotWaitForTheAnswerWhenItOnlyLeaves() throws Exception {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN + "C: QUIT\nS-stall\n")) {
      Setup.plain().open(server.port()).leave();
      server.verify();
    }
  }

  @Test
  void canBeClosedByAnotherThreadWhileItWaits() throws Exception {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN + "C: NOOP\nS-stall\n")) {
      Transaction transaction = Setup.plain().open(server.port());
      transaction.send(Bare.NOOP);
      var waiting = CompletableFuture.supplyAsync(() -> next(transaction));
      while (!server.transcript().contains("C: NOOP")) {
        Thread.onSpinWait();
      }
      transaction.close();
      assertThat(waiting.join().failure().kind()).isEqualTo(Kind.STOPPED);
    }
  }

  private static Failed next(Transaction transaction) {
    return catchThrowableOfType(Failed.class, transaction::next);
  }

  @Test
  void anOpeningCanBeGivenUpByAnotherThread() {
    try (var server = ScriptedServer.start("S: +OK\nC: CAPA\nS-stall\n")) {
      Opening opening = Setup.plain().opening(server.port());
      var waiting =
          CompletableFuture.supplyAsync(
              () -> catchThrowableOfType(Failed.class, () -> opening.open(Acquaintance.NONE)));
      while (!server.transcript().contains("C: CAPA")) {
        Thread.onSpinWait();
      }
      opening.giveUp();
      assertThat(waiting.join().failure().kind()).isEqualTo(Kind.STOPPED);
    }
  }

  @Test
  void neverSendsAPasswordOverAnOpenLine() {
    String script =
        "S: +OK hello\nC: CAPA\nS: +OK\nS: USER\nS: SASL PLAIN ScriptedServer.LOGIN\nS: .\n";
    for (Setup setup :
        List.of(
            Setup.plain().at("127.1"),
            Setup.plain().at("127.1").by(Mechanism.PLAIN, Mechanism.USER))) {
      try (var server = ScriptedServer.start(script)) {
        Failed failed = catchThrowableOfType(Failed.class, () -> setup.open(server.port()).close());
        server.verify();
        assertThat(failed.failure().kind()).isEqualTo(Kind.CONFIG);
        assertThat(failed).hasMessageContaining("allow-plaintext");
      }
    }
  }

  @Test
  void digestsThePasswordOnAnOpenLineWhereTheServerCan() throws Exception {
    String script =
        """
        S: +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>
        C: CAPA
        S: -ERR
        C: APOP me 5aff6355cfa092a262f8b59e531fc0a4
        S: +OK
        C: CAPA
        S: -ERR
        """;
    try (var server = ScriptedServer.start(script)) {
      Setup.plain().at("127.1").open(server.port()).close();
      server.verify();
    }
  }

  @Test
  void tellsTheDialogueWithoutSecrets() throws Exception {
    List<String> heard = new ArrayList<>();
    String script =
        ScriptedServer.LOGIN
            + """
            C: RETR 1
            S: +OK here \\x07
            S: very
            S: private
            S: .
            C: QUIT
            S: +OK bye
            """;
    try (var server = ScriptedServer.start(script);
        var transaction =
            Setup.plain()
                .heardBy((fromServer, line) -> heard.add((fromServer ? "S: " : "C: ") + line))
                .open(server.port())) {
      transaction.send(new Command.Retr(1));
      transaction.next();
      transaction.skip();
      transaction.quit();
    }
    assertThat(String.join("\n", heard))
        .isEqualTo(
            """
            S: +OK hello
            C: CAPA
            S: -ERR
            C: USER me
            S: +OK
            C: PASS ********
            S: +OK
            C: CAPA
            S: -ERR
            C: RETR 1
            S: +OK here \\x07
            S: … 15 octets
            C: QUIT
            S: +OK bye\
            """);
  }
}
