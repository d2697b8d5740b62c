package org.popfetch.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.ScriptedServer;

/// The packaged prompt without a terminal: a client for scripts.
@Timeout(120)
class ScriptIT {
  private static final String DELIVER = "deliver = \"maildir:~/Mail\"";

  private Household household;

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  @Test
  void writesRepliesAsTheyCameAndNothingElse() throws IOException {
    String script =
        ScriptedServer.LOGIN
            + """
            C: STAT
            S: +OK 1 9
            C: retr 1
            S: +OK \\x1b[2J
            S: ..dot
            S: \\xc3\\xbf\\0
            S: .
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      Ran ran =
          household.popfetch("shell", "work", "-e", "STAT", "-e", "# a comment", "-e", "retr 1");
      assertThat(ran.status()).isZero();
      assertThat(ran.err()).isEmpty();
      assertThat(Files.readString(household.path("out"), ISO_8859_1))
          .isEqualTo("+OK 1 9\n+OK \033[2J\n..dot\n\u00c3\u00bf\0\n.\n");
      server.verify();
    }
  }

  @Test
  void theFirstRefusalIsTheStatusAndTheRestIsDoneAllTheSame() throws IOException {
    String script =
        ScriptedServer.LOGIN
            + """
            C: RETR 7
            S: -ERR no such message
            C: STAT
            S: +OK 0 0
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetchFed("RETR 7\nSTAT\n:frob\nQUIT\n", "shell", "work");
      assertThat(ran)
          .isEqualTo(
              new Ran(
                  75,
                  "-ERR no such message\n+OK 0 0\n+OK\n",
                  "work: there is no word :frob; :help lists those that there are\n"));
      server.verify();
    }
  }

  @Test
  void aRefusedLoginIs77() throws IOException {
    String script =
        """
        S: +OK hello
        C: USER me
        S: +OK
        C: PASS wrong
        S: -ERR [AUTH] no
        C: STAT
        S: -ERR log in first
        C: QUIT
        S: +OK
        """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      Ran ran =
          household.popfetchFed("USER me\nPASS wrong\nSTAT\n", "shell", "--connect-only", "work");
      assertThat(ran).isEqualTo(new Ran(77, "+OK\n-ERR [AUTH] no\n-ERR log in first\n", ""));
      server.verify();
    }
    try (var server =
        ScriptedServer.start(
            script
                .replace("C: USER", "C: CAPA\nS: -ERR\nC: USER")
                .replaceFirst("(?s)C: STAT.*", "")
                .replace("wrong", "abracadabra"))) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", "STAT");
      assertThat(ran.status()).isEqualTo(77);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).startsWith("work: logging in: the server answered \"-ERR [AUTH] no\"");
      server.verify();
    }
  }

  @Test
  void quitInAScriptDeletesWithoutAsking() throws IOException {
    String script = ScriptedServer.LOGIN + "C: DELE 1\nS: +OK\nC: QUIT\nS: +OK bye\n";
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", "DELE 1", "-e", "QUIT");
      assertThat(ran).isEqualTo(new Ran(0, "+OK\n+OK bye\n", ""));
      server.verify();
    }
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetchFed("DELE 1\nQUIT\n", "shell", "work");
      assertThat(ran).isEqualTo(new Ran(0, "+OK\n+OK bye\n", ""));
      server.verify();
    }
  }

  @Test
  void whatIsBehindQuitIsToldOf() throws IOException {
    String script = ScriptedServer.LOGIN + "C: DELE 1\nS: +OK\nC: QUIT\nS: +OK bye\n";
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", "DELE 1", "-e", "QUIT", "-e", "STAT");
      assertThat(ran)
          .isEqualTo(new Ran(64, "+OK\n+OK bye\n", "work: 1 line behind QUIT was not sent\n"));
      server.verify();
    }
    try (var server = ScriptedServer.start(script.replace("C: QUIT\nS: +OK bye", "C-close"))) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetchFed("DELE 1\n:quit\n# done\n\nSTAT\nNOOP", "shell", "work");
      assertThat(ran)
          .isEqualTo(
              new Ran(
                  64,
                  "+OK\n",
                  """
                  1 message marked; nothing is deleted
                  work: 2 lines behind QUIT were not sent
                  """));
    }
    try (var server = ScriptedServer.start(script.replace("DELE 1\nS: +OK", "DELE 1\nS: -ERR"))) {
      household.configureWork(server.port(), DELIVER);
      assertThat(household.popfetchFed("DELE 1\nQUIT\n\n# done\nSTAT\n", "shell", "work").status())
          .isEqualTo(75);
      server.verify();
    }
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      assertThat(household.popfetchFed("DELE 1\nQUIT\n\n# done\n", "shell", "work"))
          .isEqualTo(new Ran(0, "+OK\n+OK bye\n", ""));
      server.verify();
    }
  }

  @Test
  void withoutQuitNothingIsDeleted() throws IOException {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN + "C: DELE 1\nS: +OK\nC-close\n")) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetchFed("DELE 1\n", "shell", "work");
      assertThat(ran)
          .isEqualTo(
              new Ran(
                  0,
                  "+OK\n",
                  "work: 1 message marked as deleted, but there was no QUIT: nothing is deleted\n"));
      server.verify();
    }
  }

  @Test
  void aLostConnectionEndsTheScript() throws IOException {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN + "C: LIST\nS: +OK\nS: 1 100\n")) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", "LIST", "-e", "STAT");
      assertThat(ran.status()).isEqualTo(69);
      assertThat(ran.out()).isEqualTo("+OK\n1 100\n");
      assertThat(ran.err()).contains("the server closed the connection");
      server.verify();
    }
  }

  @Test
  void linesThatNobodyExpectedAreShown() throws IOException {
    String script =
        ScriptedServer.LOGIN
            + """
            C: XLIST
            S: +OK two lines
            S: one
            S: two
            S: .
            C: :other
            S: +OK
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script.replace("C: :other", "C: NOOP"))) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", "XLIST", "-e", "NOOP");
      assertThat(ran).isEqualTo(new Ran(0, "+OK two lines\none\ntwo\n.\n+OK\n", ""));
      server.verify();
    }
    try (var server = ScriptedServer.start(script.replace("C: :other", "C: NOOP"))) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", ":multi XLIST", "-e", "NOOP");
      assertThat(ran).isEqualTo(new Ran(0, "+OK two lines\none\ntwo\n.\n+OK\n", ""));
      server.verify();
    }
  }

  @Test
  void aPlanForARenamedAccountIsRefusedAsASyncIs() throws IOException {
    String empty =
        """
        C: UIDL
        S: +OK
        S: .
        C: LIST
        S: +OK
        S: .
        C: QUIT
        S: +OK
        """;
    String script = ScriptedServer.LOGIN + empty;
    try (var server =
        ScriptedServer.start(
            script + "--- session 2\n" + ScriptedServer.LOGIN + "C: QUIT\nS: +OK\n")) {
      household.configureWork(server.port(), DELIVER);
      assertThat(household.popfetch("sync", "work").status()).isZero();
      Path config = household.path(".config/popfetch/config.toml");
      Files.writeString(config, Files.readString(config).replace(".work]", ".office]"));
      String cause = "opening its state: there is none, but one of the same mailbox under the name";
      Ran plan = household.popfetch("shell", "office", "-e", ":plan");
      assertThat(plan.status()).isEqualTo(78);
      assertThat(plan.out()).isEmpty();
      assertThat(plan.err())
          .startsWith(
              "office: " + cause + " work; if the account was renamed: popfetch state adopt");
      assertThat(household.popfetch("sync", "office"))
          .returns(78, Ran::status)
          .satisfies(ran -> assertThat(ran.err()).contains(cause));
      server.verify();
    }
  }

  @Test
  void saysNothingOfANextTimeAndSpeaksOfOptionsWhereThereIsNoConfiguration() throws IOException {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN + "C: NOOP\n")) {
      household.configureWork(server.port(), DELIVER);
      Ran ran = household.popfetch("shell", "work", "-e", "NOOP");
      assertThat(ran.status()).isEqualTo(69);
      assertThat(ran.err()).contains("the server closed the connection; try again later");
    }
    try (var server =
        ScriptedServer.start("S: +OK hello\nC: CAPA\nS: -ERR\nC: STLS\nS: -ERR no\n")) {
      Ran ran =
          household.popfetch(
              "shell",
              "--tls",
              "starttls",
              "--port",
              "" + server.port(),
              "127.0.0.1",
              "-e",
              "NOOP");
      assertThat(ran.err()).doesNotContain("tls = ").contains("--tls implicit");
    }
  }

  @Test
  void passWithoutAPasswordIsNotSent() throws IOException {
    String script = "S: +OK hello\nC: USER me\nS: +OK\nC: QUIT\nS: +OK\n";
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      assertThat(household.popfetchFed("USER me\nPASS\n", "shell", "--connect-only", "work"))
          .isEqualTo(
              new Ran(
                  64,
                  "+OK\n",
                  "work: a script has the password in the line itself, PASS PASSWORD; nothing"
                      + " sent\n"));
      server.verify();
    }
  }

  @Test
  void aCommandLineThatMakesNoSenseIs64() throws IOException {
    household.configureWork(1, DELIVER);
    assertThat(household.popfetch("shell")).returns(64, Ran::status);
    assertThat(household.popfetch("shell", "nosuch"))
        .isEqualTo(
            new Ran(
                64,
                "",
                "popfetch: no account is named nosuch; there are: work; the address of a server"
                    + " needs --tls implicit, starttls or none\n"));
    assertThat(household.popfetch("shell", "--port", "3", "work"))
        .isEqualTo(
            new Ran(
                64,
                "",
                "popfetch: --port goes with --tls implicit, starttls or none and a host; an account"
                    + " has its own\n"));
    Files.delete(household.path(".config/popfetch/config.toml"));
    assertThat(household.popfetch("shell", "pop.example.com"))
        .isEqualTo(
            new Ran(
                64,
                "",
                "popfetch: no account is named pop.example.com; the address of a server needs --tls"
                    + " implicit, starttls or none\n"));
    household.configureWork(1, DELIVER);
    assertThat(household.popfetch("shell", "--tls", "none", "--port", "0", "localhost").status())
        .isEqualTo(64);
    assertThat(household.popfetch("shell", "--tls", "maybe", "localhost"))
        .isEqualTo(
            new Ran(
                64,
                "",
                "popfetch: --tls takes implicit, starttls or none, not maybe;"
                    + " see popfetch shell --help\n"));
    assertThat(household.popfetch("shell", "work", "-e", "STAT"))
        .returns(69, Ran::status)
        .returns("", Ran::out);
  }
}
