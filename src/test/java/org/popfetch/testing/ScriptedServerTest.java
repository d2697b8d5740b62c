package org.popfetch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ScriptedServerTest {

  private static final String SESSION =
      """
      # a whole session
      S: +OK hello
      C: CAPA
      S: +OK
      S: TOP
      S: .
      C* AUTH PLAIN *
      S: +OK
      C: QUIT
      S: +OK bye
      """;

  @Test
  void playsAScriptThatTheClientKeepsTo() throws IOException {
    try (var server = ScriptedServer.start(SESSION)) {
      try (var client = RawClient.connect(server.port())) {
        client.play(
            """
            S: +OK hello
            C: CAPA
            S: +OK
            S: TOP
            S: .
            C: AUTH PLAIN AG1lAGFicmFjYWRhYnJh
            S: +OK
            C: QUIT
            S: +OK bye
            S-close
            """);
      }
      server.verify();
      assertThat(server.transcript())
          .startsWith("S: +OK hello\nC: CAPA\n")
          .contains("C: AUTH PLAIN AG1lAGFicmFjYWRhYnJh\n")
          .endsWith("S: +OK bye\n");
    }
  }

  @Test
  void takesCommandsThatWereSentLongBefore() throws IOException {
    try (var server = ScriptedServer.start(SESSION)) {
      try (var client = RawClient.connect(server.port())) {
        client.send("CAPA\\r\\nAUTH PLAIN x\\r\\nQUIT\\r\\n");
        client.play("S: +OK hello\nS: +OK\nS: TOP\nS: .\nS: +OK\nS: +OK bye\nS-close");
      }
      server.verify();
    }
  }

  @Test
  void answersInWhateverOrderTheClientAsks() throws IOException {
    String script =
        """
        any order {
          C: UIDL
          S: +OK uids
          S: .
          C: LIST
          S: +OK sizes
          S: .
        }
        C: QUIT
        """;
    try (var server = ScriptedServer.start(script)) {
      try (var client = RawClient.connect(server.port())) {
        client.play(
            """
            C: LIST
            C: UIDL
            S: +OK sizes
            S: .
            S: +OK uids
            S: .
            C: QUIT
            S-close
            """);
      }
      server.verify();
    }
  }

  @Test
  void saysWhichLineAnotherOneCameFor() throws IOException {
    try (var server = ScriptedServer.start("S: +OK hello\n\n  C: RETR 3\n")) {
      try (var client = RawClient.connect(server.port())) {
        client.play("S: +OK hello\nC: RETR 4\nS-close");
      }
      assertThatThrownBy(server::verify)
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              """
              script:3: the client sent another line
                  expected  C: RETR 3
                  got       C: RETR 4
                                    ^
              so far:
                  S: +OK hello
                  C: RETR 4
              """);
    }
  }

  @Test
  void failsAtTheEndOfATestThatForgetsToVerify() throws IOException {
    var server = ScriptedServer.start("S: +OK hello\nC: QUIT");
    try (var client = RawClient.connect(server.port())) {
      client.play("C: NOOP\nS: +OK hello\nS-close");
    }
    assertThatThrownBy(server::close).hasMessageContaining("got       C: NOOP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # script        | client             | complaint
          C: QUIT         | ''                 | script:1: the client closed the connection
          C: QUIT         | QUI                | in the middle of: QUI
          C: QUIT         | QUIT\\n            | got       C: QUIT\\n
          C: QUIT         | quit\\r\\n         | got       C: quit
          C: USER me      | USER me \\r\\n     | got       C: USER me
          C* USER *       | USER\\r\\n         | expected  C* USER *
          C: QUIT         | QUIT\\r\\nX\\r\\n  | nothing more was expected, but the client sent
          C-close         | QUIT\\r\\n         | nothing more was expected, but the client sent
          S: +OK\\nC: X   | X\\r\\n            | no complaint
          """)
  void complainsOfAClientThatDoesAnythingElse(String script, String said, String complaint)
      throws IOException {
    var server = ScriptedServer.start(script.replace("\\n", "\n"));
    try (var client = RawClient.connect(server.port())) {
      client.send(said);
    }
    if (complaint.equals("no complaint")) {
      server.close();
    } else {
      assertThatThrownBy(server::close)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(complaint);
    }
  }

  @Test
  void complainsOfASessionThatNeverBegan() throws IOException {
    var server =
        ScriptedServer.start(
            "S: +OK\n--- session 2\nS: +OK again\nC: QUIT", Duration.ofMillis(1500));
    try (var client = RawClient.connect(server.port())) {
      client.play("S: +OK\nS-close");
    }
    assertThatThrownBy(server::verify)
        .hasMessageContaining("1 session(s) had not come to their end; no client is connected");
    server.close();
  }

  @Test
  void complainsOfASessionTooMany() throws IOException {
    var server = ScriptedServer.start("S: +OK\n");
    RawClient.connect(server.port()).play("S: +OK\nS-close").close();
    server.verify();
    RawClient.connect(server.port()).play("S-close").close();
    assertThatThrownBy(server::close).hasMessageContaining("connected once more");
  }

  @Test
  void playsSessionsInTheOrderOfConnections() throws IOException {
    try (var server =
        ScriptedServer.start("S: +OK 1\nC: A\n--- session 2: again\nS: +OK 2\nC: B")) {
      try (var first = RawClient.connect(server.port());
          var second = RawClient.connect(server.port())) {
        second.play("S: +OK 2\nC: B\nS-close");
        first.play("S: +OK 1\nC: A\nS-close");
      }
      server.verify();
      assertThat(server.transcript())
          .isEqualTo("--- session 1\nS: +OK 1\nC: A\n--- session 2\nS: +OK 2\nC: B\n");
    }
  }

  @Test
  void givesUpAtTheDeadlineAndSaysWhatItWaitedFor() throws IOException {
    var server = ScriptedServer.start("S: +OK\nC: QUIT", Duration.ofMillis(1500));
    try (var client = RawClient.connect(server.port())) {
      client.play("S: +OK\nS-close");
      assertThatThrownBy(server::verify)
          .hasMessageContaining("after 1500 ms 1 session(s) had not come to their end")
          .hasMessageContaining("script:2: C: QUIT");
    }
    server.close();
  }

  @Test
  void closesInTheMiddleWhateverTheClientStillSays() throws IOException {
    try (var server = ScriptedServer.start("S-raw half a li\nS-close")) {
      try (var client = RawClient.connect(server.port())) {
        client.send("QUIT\\r\\n");
        assertThat(client.rest()).isEqualTo("half a li");
        client.send("QUIT\\r\\n");
      }
      server.verify();
    }
  }

  @Test
  void resets() throws IOException {
    try (var server = ScriptedServer.start("C: RETR 1\nS-reset")) {
      try (var client = RawClient.connect(server.port())) {
        client.send("RETR 1\\r\\n");
        assertThatThrownBy(client::line).hasMessageContaining("reset");
      }
      server.verify();
    }
  }

  @Test
  void stallsUntilTheClientHasEnough() throws Exception {
    try (var server = ScriptedServer.start("S: +OK\nS-stall")) {
      try (var client = RawClient.connect(server.port())) {
        client.play("S: +OK\nC: CAPA\nC: QUIT");
        assertThat(CompletableFuture.runAsync(server::verify)).isNotDone();
      }
      server.verify();
    }
  }

  @ParameterizedTest
  @CsvSource({"S-flood x, xxxxxxxx", "S-drip 1 ab, abababab"})
  void repeatsItselfUntilTheClientCloses(String script, String heard) throws IOException {
    try (var server = ScriptedServer.start(script)) {
      try (var client = RawClient.connect(server.port())) {
        assertThat(client.octets(8)).isEqualTo(heard);
      }
      server.verify();
    }
  }

  @Test
  void sendsOctetsOfAnyKindAndNumber() throws IOException {
    String script =
        """
        S: \\x00\\xff\\t\\\\ é
        S-repeat 3 line
        S-raw-repeat 4 ab
        S-trickle 2 -trickled
        S:
        S-flush
        C-close
        """;
    try (var server = ScriptedServer.start(script)) {
      try (var client = RawClient.connect(server.port())) {
        client.play(
            """
            S: \\0\\xff\\x09\\\\ \\xc3\\xa9
            S: line
            S: line
            S: line
            S: abababab-trickled
            S:
            """);
      }
      server.verify();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C-close", "S-close", "S-fin"})
  void speaksTlsFromTheFirstOctet(String end) throws IOException {
    try (var server = ScriptedServer.start("S-starttls\nS: +OK safe\nC: QUIT\n" + end)) {
      try (var client = RawClient.connect(server.port())) {
        client.beginTls(TestKeys.localhost().clientContext());
        client.play("S: +OK safe\nC: QUIT");
        if (!end.equals("C-close")) {
          client.play("S-close");
        }
      }
      server.verify();
    }
  }

  @Test
  void beginsTlsInTheMiddle() throws IOException {
    String script = "S: +OK hello\nC: STLS\nS: +OK begin\nS-starttls\nC: CAPA\nS: +OK\n";
    var key = TestKeys.otherLocalhost();
    try (var server = ScriptedServer.start(script, key.serverContext())) {
      try (var client = RawClient.connect(server.port())) {
        client.play("S: +OK hello\nC: STLS\nS: +OK begin");
        client.beginTls(key.clientContext()).play("C: CAPA\nS: +OK\nS-close");
      }
      server.verify();
    }
  }

  @Test
  void wantsItsCertificateRefused() throws IOException {
    var expired = TestKeys.expired();
    try (var server = ScriptedServer.start("S-starttls fails", expired.serverContext())) {
      try (var client = RawClient.connect(server.port())) {
        assertThatThrownBy(() -> client.beginTls(TestKeys.localhost().clientContext()))
            .isInstanceOf(SSLException.class);
      }
      server.verify();
    }
  }

  @Test
  void complainsOfACertificateThatShouldHaveBeenRefused() throws IOException {
    var key = TestKeys.localhost();
    var server = ScriptedServer.start("S-starttls fails", key.serverContext());
    try (var client = RawClient.connect(server.port())) {
      client.beginTls(key.clientContext()).send("CAPA\\r\\n");
    }
    assertThatThrownBy(server::close).hasMessageContaining("nothing more was expected");
  }

  @Test
  void readsScriptsFromFiles(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("quirk.txt"), "C: NOOP\n");
    var server = ScriptedServer.start(file);
    try (var client = RawClient.connect(server.port())) {
      client.play("C: QUIT\nS-close");
    }
    assertThatThrownBy(server::verify).hasMessageStartingWith("quirk.txt:1: ");
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # script                     | complaint
          X: hello                     | script:1: no step begins like this
          S-sing la                    | script:1: no such step
          C: AUTH *                    | write \\* for a star
          S: \\q                       | no such escape: \\q
          S-repeat x                   | a number is missing
          S-stall%S: +OK               | script:2: nothing can follow S-stall
          any order {%S: +OK           | an exchange begins with the client
          any order {%C: A             | any order { is not ended by }
          any order {%C: A%S-stall     | not within any order { }
          }                            | nothing to end
          S: +OK%--- session 3         | this is session 2
          S: +OK%--- session 2         | a session without steps
          ''                           | a session without steps
          """)
  void refusesWhatIsNoScript(String script, String complaint) {
    assertThatThrownBy(() -> ScriptedServer.start(script.replace('%', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
