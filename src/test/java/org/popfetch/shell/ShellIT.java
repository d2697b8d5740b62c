package org.popfetch.shell;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Pseudoterminal;
import org.popfetch.testing.ScriptedServer;

/// The packaged prompt on a terminal: keys are typed, and the screen is compared.
@Timeout(120)
class ShellIT {
  private static final String DELIVER = "deliver = \"maildir:~/Mail\"";

  private static final String LOGIN =
      ScriptedServer.LOGIN
          + """
          C: STAT
          S: +OK 2 300
          """;

  /// The two messages, as the prompt asks for them when it needs to know them.
  private static final String LISTED =
      """
      C: UIDL
      S: +OK
      S: 1 one
      S: 2 two
      S: .
      C: LIST
      S: +OK
      S: 1 100
      S: 2 200
      S: .
      """;

  /// What it asks before it sends the DELE of somebody who has not looked at message 1.
  private static final String LOOKED_AT =
      LISTED
          + """
          C: TOP 1 0
          S: -ERR
          """;

  private Household household;

  @BeforeEach
  void home(@TempDir Path home) {
    if (!Pseudoterminal.isInstalled() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("tmux is not installed, and CI=true: see .ci/run");
    }
    Assumptions.assumeTrue(Pseudoterminal.isInstalled(), "tmux is not installed");
    household = new Household(home);
  }

  @Test
  void sendsWhatIsTypedAndShowsTheStateAndAsksOnceBeforeItDeletes() throws IOException {
    String script =
        LOGIN
            + """
            C: stat
            S: +OK 2 300
            C: XFROB a  b
            S: -ERR \\x1b[31mwhat?
            """
            + LOOKED_AT
            + """
            C: dele 1
            S: +OK gone
            C: quit
            S: +OK bye
            """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("stat");
        terminal.await("+OK 2 300\nwork TRANSACTION>");
        terminal.enter("XFROB a  b");
        terminal.await(
            "what?\nno command of POP3 that popfetch knows; :help lists them, QUIT leaves");
        terminal.enter("dele 1");
        terminal.awaitLast("work TRANSACTION (1 marked)>");
        terminal.enter("quit");
        terminal.awaitLast("QUIT makes the server delete 1 message for good. Go on? [y/N]");
        terminal.enter("");
        terminal.awaitLast("work TRANSACTION (1 marked)>");
        terminal.enter("quit");
        terminal.awaitLast("QUIT makes the server delete 1 message for good. Go on? [y/N]");
        terminal.enter("y");
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.screen())
            .isEqualTo(
                """
                connected to 127.0.0.1:%d, no TLS
                logged in as me · 2 messages, 300 bytes
                :help for help, QUIT to leave
                work TRANSACTION> stat
                +OK 2 300
                work TRANSACTION> XFROB a  b
                -ERR \\x1b[31mwhat?
                no command of POP3 that popfetch knows; :help lists them, QUIT leaves
                work TRANSACTION> dele 1
                +OK gone
                work TRANSACTION (1 marked)> quit
                QUIT makes the server delete 1 message for good. Go on? [y/N]
                work TRANSACTION (1 marked)> quit
                QUIT makes the server delete 1 message for good. Go on? [y/N] y
                +OK bye
                work UPDATE: 1 message deleted\
                """
                    .formatted(server.port()));
      }
      server.verify();
    }
  }

  @Test
  void turnsPagesAndStopsAtCtrlCWithoutLosingTheSession() throws IOException {
    String script =
        LOGIN
            + """
            C: LIST
            S: +OK
            S-repeat 50 1 100
            S-repeat 5000 2 200
            S: .
            C: LIST
            S: +OK
            S-repeat 40 3 300
            S: .
            C: RETR 1
            S: +OK
            S-repeat 100 text
            S: .
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("LIST");
        String page = "-- Space: next page, Enter: next line, a: all, q: no more --";
        terminal.awaitLast(page);
        assertThat(terminal.screen().lines()).hasSize(30).contains("1 100").doesNotContain("2 200");
        terminal.press("C-c");
        assertThat(terminal.await("the rest was read and is not shown\nwork TRANSACTION>"))
            .doesNotContain("--", "hangs up");
        terminal.enter("LIST");
        terminal.awaitLast(page);
        terminal.press("Space");
        terminal.await("3 300\n.\nwork TRANSACTION>");
        terminal.enter("RETR 1");
        terminal.awaitLast(page);
        terminal.press("q");
        terminal.await("the rest was read and is not shown\nwork TRANSACTION>");
        terminal.press("C-d");
        assertThat(terminal.awaitEnd()).isZero();
      }
      server.verify();
    }
  }

  @Test
  void sendsAMessageEndedByALoneDot() throws IOException {
    String script =
        LOGIN
            + """
            C: xtnd xmit
            S: +OK start sending
            C: Subject: hi
            C:
            C: ..dotted
            C: .
            S: +OK sent
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script.replace("C:\n", "C: \n"))) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("xtnd xmit");
        for (String line : List.of("Subject: hi", "", ".dotted", ".")) {
          terminal.awaitLast("work TRANSACTION, message>");
          terminal.enter(line);
        }
        terminal.await("+OK sent\nwork TRANSACTION>");
        terminal.enter("QUIT");
        assertThat(terminal.awaitEnd()).isZero();
      }
      server.verify();
    }
    assertThat(history()).contains("xtnd xmit").noneMatch(line -> line.contains("dotted"));
  }

  @Test
  void saysThatTheConnectionIsLostAndOffersAnotherOne() throws IOException {
    String script =
        LOGIN
            + LOOKED_AT
            + """
            C: DELE 1
            S: +OK
            C: NOOP
            --- session 2
            """
            + LOGIN
            + """
            C: NOOP
            S-stall
            """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("DELE 1");
        terminal.awaitLast("work TRANSACTION (1 marked)>");
        terminal.enter("NOOP");
        assertThat(terminal.awaitLast("The connection is lost. Reconnect? [Y/n]"))
            .contains(
                """
                work: waiting for the answer to NOOP: the server closed the connection; try again \
                """
                    .stripTrailing())
            .contains("1 mark lost with the connection");
        terminal.press("Enter");
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("NOOP");
        terminal.await(
            _ -> server.transcript().matches("(?s).*session 2.*C: NOOP.*"), "an awaited answer");
        terminal.press("C-c");
        terminal.await("waiting for the answer; Ctrl-C once more hangs up");
        terminal.press("C-c");
        terminal.awaitLast("The connection is lost. Reconnect? [Y/n]");
        terminal.enter("n");
        terminal.awaitLast("work (not connected)>");
        terminal.enter("NOOP");
        terminal.await("work: not connected; :reconnect connects anew, QUIT leaves");
        terminal.enter("quit");
        assertThat(terminal.awaitEnd()).isZero();
      }
    }
  }

  @Test
  void reconnectingTellsOfLostMarksAndOfTheLoginThatIsDue() throws IOException {
    String first =
        """
        S: +OK hello
        C: USER me
        S: +OK
        C: PASS secret
        S: +OK in
        """;
    String script =
        first
            + LOOKED_AT.replace("C: UIDL", "C: CAPA\nS: -ERR\nC: UIDL")
            + """
            C: DELE 1
            S: +OK
            C: NOOP
            S: +OK
            C-close
            --- session 2
            S: +OK hello again
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work")) {
        terminal.awaitLast("work AUTHORIZATION>");
        terminal.enter("USER me");
        terminal.await("+OK\nwork AUTHORIZATION>");
        terminal.enter("PASS secret");
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("DELE 1");
        terminal.awaitLast("work TRANSACTION (1 marked)>");
        terminal.enter(":reconnect");
        terminal.awaitLast("Connecting anew loses 1 mark. Go on? [y/N]");
        terminal.enter("");
        terminal.awaitLast("work TRANSACTION (1 marked)>");
        terminal.enter("NOOP");
        terminal.await("+OK\nwork TRANSACTION (1 marked)>");
        terminal.enter(":reconnect");
        terminal.awaitLast("Connecting anew loses 1 mark. Go on? [y/N]");
        terminal.enter("y");
        assertThat(terminal.awaitLast("work AUTHORIZATION>"))
            .contains("1 mark lost: nothing is deleted")
            .contains("+OK hello again\nnobody is logged in on it: log in again by hand");
        terminal.enter("QUIT");
        assertThat(terminal.awaitEnd()).isZero();
      }
      server.verify();
    }
  }

  /// What is asked for `:marked` comes before the DELE.
  @Test
  void aDeleThatWasNotSentIsToldOf() throws IOException {
    try (var server = ScriptedServer.start(LOGIN + "C: UIDL\nS: +OK\nS-stall\n")) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("DELE 2");
        terminal.await(_ -> server.transcript().contains("C: UIDL"), "an awaited answer");
        terminal.press("C-c");
        terminal.await("waiting for the answer; Ctrl-C once more hangs up");
        terminal.press("C-c");
        assertThat(terminal.awaitLast("The connection is lost. Reconnect? [Y/n]"))
            .contains("the connection was given up; DELE was not sent, message 2 not marked");
        terminal.enter("n");
        terminal.awaitLast("work (not connected)>");
        terminal.press("C-d");
        assertThat(terminal.awaitEnd()).isZero();
      }
    }
  }

  /// Enter alone would mean yes.
  @Test
  void ctrlCAtAQuestionIsANo() throws IOException {
    try (var server = ScriptedServer.start(LOGIN + "C: NOOP\n")) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("NOOP");
        terminal.awaitLast("The connection is lost. Reconnect? [Y/n]");
        terminal.press("C-c");
        terminal.awaitLast("work (not connected)>");
        terminal.press("C-d");
        assertThat(terminal.awaitEnd()).isZero();
      }
      server.verify();
    }
  }

  /// It shows nothing while it asks, so there is nothing else that Ctrl-C could stop.
  @Test
  void ctrlCEndsAPlanThatTheServerDoesNotAnswer() throws IOException {
    String script = LOGIN + LISTED.replaceFirst("(?s)S: 2 two.*", "S: 2 two\nS-stall\n");
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter(":plan");
        terminal.await(_ -> server.transcript().contains("S: 2 two"), "an awaited answer");
        terminal.press("C-c");
        terminal.awaitLast("The connection is lost. Reconnect? [Y/n]");
        terminal.enter("n");
        terminal.awaitLast("work (not connected)>");
        terminal.press("C-d");
        assertThat(terminal.awaitEnd()).isZero();
      }
    }
  }

  @Test
  void tellsWhatIsMarkedThoughNobodyLookedAtIt() throws IOException {
    String script =
        LOGIN
            + LISTED
            + """
            C: TOP 2 0
            S: +OK
            S: From: Ada <ada@example.org>
            S: Subject: the engine
            S:
            S: .
            C: UIDL 2
            S: +OK 2 two
            C: DELE 2
            S: +OK
            C: DELE 7
            S: -ERR no such message
            C: QUIT
            S: +OK
            """;
    try (var server = ScriptedServer.start(script.replace("S:\n", "S: \n"))) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "work")) {
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("DELE 2");
        terminal.awaitLast("work TRANSACTION (1 marked)>");
        terminal.enter("DELE 7");
        terminal.await("-ERR no such message");
        terminal.enter(":marked");
        terminal.await("  2  200  two  Ada  the engine\nwork TRANSACTION (1 marked)>");
        terminal.enter("QUIT");
        terminal.awaitLast("QUIT makes the server delete 1 message for good. Go on? [y/N]");
        terminal.enter("y");
        assertThat(terminal.awaitEnd()).isZero();
      }
      server.verify();
    }
  }

  @Test
  void showsAndKeepsNoPassword() throws IOException {
    String script =
        """
        S: +OK hello
        C: USER me
        S: +OK
        C: PASS abracadabra
        S: -ERR no
        C: AUTH PLAIN
        S: +
        C: bWVhYnJhY2FkYWJyYQ==
        S: -ERR no
        C: AUTH PLAIN AGFicmFjYWRhYnJh
        S: +OK in
        C: QUIT
        S: +OK
        """;
    try (var server = ScriptedServer.start(script.replace("S: +\n", "S: + \n"))) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work")) {
        terminal.awaitLast("work AUTHORIZATION>");
        terminal.enter(":transcript");
        terminal.await("the transcript is on");
        terminal.enter("USER me");
        terminal.await("S: +OK\n+OK\n");
        terminal.enter("PASS abracadabra");
        terminal.await("-ERR no\nwork AUTHORIZATION>");
        terminal.enter("AUTH PLAIN");
        terminal.awaitLast("work AUTHORIZATION, SASL response>");
        terminal.enter("bWVhYnJhY2FkYWJyYQ==");
        terminal.await("-ERR no\nwork AUTHORIZATION>");
        terminal.enter("AUTH PLAIN AGFicmFjYWRhYnJh");
        terminal.awaitLast("work TRANSACTION>");
        terminal.press("Up");
        terminal.awaitLast("work TRANSACTION> USER me");
        terminal.press("C-c");
        terminal.enter("QUIT");
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.everything())
            .contains("PASS *******", "C: PASS ********", "C: AUTH PLAIN ********")
            .doesNotContain("abracadabra", "bWVhYnJhY2FkYWJyYQ==", "AGFicmFjYWRhYnJh");
      }
      server.verify();
    }
    assertThat(history()).containsExactly(":transcript", "USER me", "QUIT");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(historyFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void asksForThePasswordThatPassLacks() throws IOException {
    String script =
        """
        S: +OK hello
        C: USER me
        S: +OK
        C: PASS hunter2 and 3
        S: +OK in
        C: PASS
        S: -ERR logged in already
        C: QUIT
        S: +OK
        """;
    try (var server = ScriptedServer.start(script)) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work")) {
        terminal.awaitLast("work AUTHORIZATION>");
        terminal.enter("USER me");
        terminal.await("+OK\nwork AUTHORIZATION>");
        terminal.enter("APOP me");
        terminal.await("APOP takes a name and an MD5 digest in one line, and was not sent");
        terminal.enter("PASS");
        terminal.awaitLast("Password:");
        terminal.enter("");
        terminal.await("no password, so nothing was sent\nwork AUTHORIZATION>");
        terminal.enter("PASS");
        terminal.awaitLast("Password:");
        terminal.enter("hunter2 and 3");
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter("PASS");
        terminal.await("-ERR logged in already");
        terminal.enter("QUIT");
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.everything()).doesNotContain("hunter2", "and 3");
      }
      server.verify();
    }
    assertThat(history()).noneMatch(line -> line.contains("hunter2"));
  }

  private Path historyFile() {
    return household.stateDirectory().resolve(".shell-history");
  }

  /// Without the times in front.
  private List<String> history() throws IOException {
    return Files.readAllLines(historyFile()).stream()
        .map(line -> line.replaceFirst("^\\d+:", ""))
        .toList();
  }

  @Test
  void sendsNoPasswordOverAnOpenLineUnlessThatIsAllowed() throws IOException {
    String refused =
        """
        S: +OK hello
        C: USER me
        S: +OK
        C: QUIT
        S: +OK
        """;
    String allowed = refused.replace("C: QUIT", "C: PASS abracadabra\nS: +OK\nC: QUIT");
    for (boolean allow : List.of(false, true)) {
      try (var server = ScriptedServer.start(allow ? allowed : refused)) {
        List<String> arguments = // 127.1 is this machine, but does not look like it
            new ArrayList<>(
                List.of("shell", "--tls", "none", "--port", "" + server.port(), "127.1"));
        if (allow) {
          arguments.add("--allow-plaintext");
        }
        var ran =
            household.popfetchFed("USER me\nPASS abracadabra\n", arguments.toArray(String[]::new));
        assertThat(ran.status()).isEqualTo(allow ? 0 : 78);
        assertThat(ran.out()).isEqualTo(allow ? "+OK\n+OK\n" : "+OK\n");
        assertThat(ran.err())
            .isEqualTo(
                allow
                    ? ""
                    : "127.1: logging in: the password would cross the network readable by anybody,"
                        + " and was not sent; say STLS first, or allow it: --allow-plaintext\n");
        server.verify();
      }
    }
  }

  @Test
  void coloursWhatItKnowsUnlessToldNotTo() throws IOException {
    String script = LOGIN + "C: QUIT\nS: +OK\n";
    for (String when : List.of("auto", "never")) {
      try (var server = ScriptedServer.start(script)) {
        household.configureWork(server.port(), DELIVER);
        try (var terminal = household.terminal("shell", "--color", when, "work")) {
          terminal.awaitLast("work TRANSACTION>");
          terminal.type("retr");
          terminal.awaitLast("work TRANSACTION> retr");
          boolean coloured = terminal.colours().contains("\033[32mretr");
          assertThat(coloured).as(when).isEqualTo(when.equals("auto"));
          terminal.press("C-c");
          terminal.enter("QUIT");
          assertThat(terminal.awaitEnd()).isZero();
        }
        server.verify();
      }
    }
  }

  @Test
  void completesTheNamesOfFiles() throws IOException {
    Files.createDirectories(household.path("papers"));
    Files.writeString(household.path("papers/lines.txt"), "NOOP\n");
    Files.writeString(household.path("papers/.hidden"), "");
    Files.writeString(household.path("papers/two words"), "");
    try (var server =
        ScriptedServer.start("S: +OK hello\nC: NOOP\nS: +OK nothing\nC: QUIT\nS: +OK\n")) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work")) {
        terminal.awaitLast("work AUTHORIZATION>");
        terminal.type(":source ~/pap");
        terminal.press("Tab");
        terminal.awaitLast("work AUTHORIZATION> :source ~/papers/");
        terminal.press("Tab");
        terminal.awaitLast("work AUTHORIZATION> :source ~/papers/lines.txt");
        terminal.press("Enter");
        terminal.await("+OK nothing\nwork AUTHORIZATION>");
        terminal.enter("QUIT");
        assertThat(terminal.awaitEnd()).isZero();
      }
      server.verify();
    }
  }

  /// A port of a server that is slow to greet.
  private static ServerSocket slow() throws IOException {
    var listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    listener.setSoTimeout(30_000);
    return listener;
  }

  @Test
  void whatIsTypedBeforeTheGreetingWaitsUnseenForThePrompt() throws IOException {
    try (var listener = slow()) {
      household.configureWork(listener.getLocalPort(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work");
          var client = listener.accept();
          var said = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
        client.setSoTimeout(30_000);
        terminal.enter("PASS hunter2");
        client.getOutputStream().write("+OK hello\r\n".getBytes(US_ASCII));
        assertThat(said.readLine()).isEqualTo("PASS hunter2");
        client.getOutputStream().write("+OK in\r\n".getBytes(US_ASCII));
        terminal.awaitLast("work TRANSACTION>");
        terminal.enter(":quit");
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.everything()).contains("PASS *******").doesNotContain("hunter2");
      }
    }
  }

  @Test
  void ctrlCBeforeTheGreetingEndsIt() throws IOException {
    try (var listener = slow()) {
      household.configureWork(listener.getLocalPort(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work");
          var _ = listener.accept()) {
        terminal.press("C-c");
        assertThat(terminal.awaitEnd()).isEqualTo(130);
      }
    }
  }

  @Test
  void whatIsTypedAheadIsNotShown() throws IOException {
    try (var server = ScriptedServer.start("S: +OK hello\nC: NOOP\nS-stall\n")) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work")) {
        terminal.awaitLast("work AUTHORIZATION>");
        terminal.enter("NOOP");
        terminal.await(_ -> server.transcript().contains("C: NOOP"), "an awaited answer");
        terminal.type("PASS abracadabra");
        terminal.press("C-c");
        terminal.await("waiting for the answer; Ctrl-C once more hangs up");
        terminal.press("C-c");
        terminal.await("The connection is lost. Reconnect? [Y/n]");
        assertThat(terminal.everything()).doesNotContain("abracadabra");
        terminal.enter("n");
        terminal.awaitLast("work (not connected)>");
        terminal.press("C-d");
        assertThat(terminal.awaitEnd()).isZero();
      }
    }
  }

  @Test
  void whoeverAsksTheServerForHelpIsToldWhereItIs() throws IOException {
    String hint =
        "no command of POP3 that popfetch knows; did you mean :help? :help lists them, QUIT leaves";
    String refused = "S: +OK hello\nC: help\nS: -ERR what?\nC: NOOP\nS: -ERR not now\n";
    try (var server = ScriptedServer.start(refused + "C: QUIT\nS: +OK\n")) {
      household.configureWork(server.port(), DELIVER);
      try (var terminal = household.terminal("shell", "--connect-only", "work")) {
        terminal.awaitLast("work AUTHORIZATION>");
        terminal.enter("help");
        terminal.await(hint);
        terminal.enter("NOOP");
        terminal.await("-ERR not now");
        terminal.enter("QUIT");
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.everything()).containsOnlyOnce(hint);
      }
      server.verify();
    }
  }
}
