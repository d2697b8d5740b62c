package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.wire.Transcript;

/// A login while its caller sees to something else.
@Timeout(30)
class OpeningTest {
  @Test
  void logsInWhileItsCallerDoesSomethingElse() throws Exception {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN + "C: QUIT\nS: +OK\n");
        Opening opening = Setup.plain().opening(server.port())) {
      opening.begin();
      opening.enter(Setup.plain().known());
      try (Transaction transaction = opening.open(Setup.plain().known())) {
        assertThat(transaction.unanswered()).isZero();
        transaction.quit();
      }
      server.verify();
    }
  }

  @Test
  void tellsOfARefusedLoginWhenItIsOpened() throws Exception {
    String script =
        """
        S: +OK hi
        C: CAPA
        S: -ERR
        C: USER me
        S: +OK
        C: PASS abracadabra
        S: -ERR no
        """;
    try (var server = ScriptedServer.start(script);
        Opening opening = Setup.plain().opening(server.port())) {
      opening.enter(Setup.plain().known());
      Failed failed = catchThrowableOfType(Failed.class, () -> opening.open(Setup.plain().known()));
      assertThat(failed.failure().kind()).isEqualTo(Kind.LOGIN_REFUSED);
      server.verify();
    }
  }

  /// A password's source may be in the middle of something that must not be cut off, such as
  /// keeping a token that it was given for the old one.
  @Test
  void waitsForThePasswordOfALoginThatNobodyOpens() throws Exception {
    var asked = new CountDownLatch(1);
    var kept = new AtomicBoolean();
    try (var server = ScriptedServer.start("S: +OK hi\nC: CAPA\nS: -ERR\nC-close\n")) {
      Password slow =
          () -> {
            asked.countDown();
            try {
              server.verify(); // that is, until the connection is closed
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            kept.set(true);
            return new Secret("abracadabra");
          };
      var account = Setup.plain().account(server.port());
      try (var opening = new Opening(account, slow, Transcript.none(), _ -> {})) {
        opening.enter(Setup.plain().known());
        asked.await();
      }
      assertThat(kept).isTrue();
    }
  }

  /// Whoever does not want it any more hangs up, however far it has come.
  @Test
  void hangsUpWhatNobodyOpens() throws Exception {
    var connected = new CountDownLatch(1);
    try (var server = ScriptedServer.start("C-close\n")) {
      var account = Setup.plain().account(server.port());
      Password unasked =
          () -> {
            throw new AssertionError("nobody greeted");
          };
      Consumer<String> phases =
          phase -> {
            if (phase.equals("waiting for the greeting")) {
              connected.countDown();
            }
          };
      try (var opening = new Opening(account, unasked, Transcript.none(), phases)) {
        opening.enter(Setup.plain().known());
        connected.await();
      }
      server.verify();
    }
  }
}
