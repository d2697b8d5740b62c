package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.ScriptedServer;

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

  /// Whoever does not want it any more hangs up, however far it has come.
  @Test
  void hangsUpWhatNobodyOpens() throws Exception {
    var asked = new CountDownLatch(1);
    Setup setup =
        Setup.plain()
            .heardBy((fromServer, line) -> {
              if (!fromServer && line.equals("CAPA")) {
                asked.countDown();
              }
            });
    try (var server = ScriptedServer.start("S: +OK hi\nC: CAPA\nC-close\n")) {
      try (Opening opening = setup.opening(server.port())) {
        opening.enter(setup.known());
        asked.await();
      }
      server.verify();
    }
  }
}
