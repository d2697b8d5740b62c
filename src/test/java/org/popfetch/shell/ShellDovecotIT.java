package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.dovecot.Post;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.Pseudoterminal;

/// The packaged prompt with a server that many people have.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ShellDovecotIT {
  private Dovecot server;
  private Household household;

  @BeforeAll
  void start() throws IOException {
    boolean all = Dovecot.isInstalled() && Pseudoterminal.isInstalled();
    if (!all && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("Dovecot or tmux is not installed, and CI=true: see .ci/run");
    }
    Assumptions.assumeTrue(all, "Dovecot or tmux is not installed");
    server = Dovecot.start();
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  private void configure(String user, String tls, int port) throws IOException {
    household.configure(
        """
        [accounts.work]
        host = "localhost"
        port = %d
        tls = "%s"
        tls-ca-file = "%s"
        user = "%s"
        password = "abracadabra"
        keep = false
        deliver = "maildir:~/Mail"
        """
            .formatted(port, tls, server.certificate, user));
  }

  @Test
  void completesMessagesAndLooksIntoThemAndDeletes() throws IOException {
    Post.fill(server, "typist", 12);
    configure("typist", "implicit", server.tlsPort);
    try (var terminal = household.terminal("shell", "work")) {
      assertThat(terminal.awaitLast("work TRANSACTION>"))
          .containsPattern(
              "connected to localhost:%d, TLSv1.3, certificate: \\d+ days? left"
                  .formatted(server.tlsPort))
          .containsPattern("logged in as typist · 12 messages, ");
      terminal.type("dele 1");
      terminal.press("Tab");
      terminal.await("Sender 11  message number 11");
      terminal.type("2");
      terminal.press("Enter");
      terminal.awaitLast("work TRANSACTION (1 marked)>");
      terminal.enter(":marked");
      terminal.await("Sender 11  message number 11\nwork TRANSACTION (1 marked)>");
      terminal.enter(":headers 3");
      terminal.await("Subject      message number 2");
      terminal.enter(":save 3 three.eml");
      terminal.await("message 3 is in three.eml");
      terminal.enter(":save 3 three.eml");
      terminal.await("work: writing message 3 to three.eml: ");
      terminal.enter(":pipe 3 grep -c ^Subject");
      terminal.await("\n1\nwork TRANSACTION (1 marked)>");
      terminal.enter(":plan");
      terminal.await("would fetch 11  ");
      terminal.enter("QUIT");
      terminal.await("Go on? [y/N]");
      terminal.enter("y");
      assertThat(terminal.awaitEnd()).isZero();
    }
    assertThat(server.count("typist")).isEqualTo(11);
    assertThat(Files.readString(household.path("three.eml"), StandardCharsets.ISO_8859_1))
        .contains("Subject: message number 2\n")
        .doesNotContain("\r\n");
    assertThat(household.stateDirectory().resolve("work")).doesNotExist();
  }

  @Test
  void tellsAboutTls() throws IOException {
    Post.fill(server, "curious", 1);
    configure("curious", "starttls", server.port);
    Ran ran = household.popfetch("shell", "work", "-e", ":tls");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .startsWith("TLSv1.3, TLS_")
        .contains("  for     CN=localhost", "  names   localhost, 127.0.0.1", "  by      itself")
        .containsPattern("  SHA-256 sha256:[0-9a-f]{64}\n");
    String pin = ran.out().replaceAll("(?s).*(sha256:[0-9a-f]{64}).*", "$1");
    Ran pinned =
        household.popfetch(
            "shell",
            "--tls",
            "implicit",
            "--port",
            "" + server.tlsPort,
            "--tls-fingerprint",
            ran.out()
                .lines()
                .filter(l -> l.contains("SHA-256"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".* ", ""),
            "localhost",
            "-e",
            "CAPA");
    assertThat(pin).isNotEmpty();
    assertThat(pinned.status()).isZero();
    assertThat(pinned.out()).startsWith("+OK").contains("\nSASL ").endsWith("\n.\n");
    Ran distrusted =
        household.popfetch(
            "shell", "--tls", "implicit", "--port", "" + server.tlsPort, "localhost", "-e", "CAPA");
    assertThat(distrusted.status()).isEqualTo(69);
    assertThat(distrusted.err()).contains("self-signed");
  }

  @Test
  void beginsTlsAndLogsInByHand() throws IOException {
    Post.fill(server, "hand", 2);
    configure("hand", "none", server.port);
    String plain =
        Base64.getEncoder().encodeToString("\0hand\0abracadabra".getBytes(StandardCharsets.UTF_8));
    try (var terminal = household.terminal("shell", "--connect-only", "work")) {
      assertThat(terminal.awaitLast("work AUTHORIZATION>")).contains("+OK Dovecot");
      terminal.enter(":tls");
      terminal.await("no TLS: whoever is in between reads everything");
      terminal.enter("STLS");
      terminal.await("+OK Begin TLS negotiation now.\nwork AUTHORIZATION>");
      terminal.enter("AUTH PLAIN");
      terminal.awaitLast("work AUTHORIZATION, SASL response>");
      terminal.enter(plain);
      terminal.await("+OK Logged in.\nwork TRANSACTION>");
      terminal.enter("auth");
      terminal.await("-ERR");
      terminal.enter("uidl");
      terminal.await("\n.\nwork TRANSACTION>");
      terminal.press("C-d");
      assertThat(terminal.awaitEnd()).isZero();
      assertThat(terminal.everything()).doesNotContain(plain);
    }
  }

  @Test
  void takesLinesFromAFileAndTellsHowLongTheyTook() throws IOException {
    Post.fill(server, "file", 2);
    configure("file", "implicit", server.tlsPort);
    Files.writeString(household.path("lines"), "# two commands\nSTAT\nUIDL 9\n");
    Ran ran = household.popfetchFed(":time\n:source lines\nQUIT\n", "shell", "work");
    assertThat(ran.status()).isEqualTo(75);
    assertThat(ran.out()).matches("(?s)\\+OK 2 \\d+\n-ERR [^\n]*\n\\+OK [^\n]*\n");
    assertThat(ran.err()).contains("timing is on").containsPattern("(?m)^\\d+ ms$");
  }

  @Test
  void stopsALongListingOnTheWay() throws IOException {
    Post.fill(server, "long", 3000);
    configure("long", "implicit", server.tlsPort);
    try (var terminal = household.terminal("shell", "work")) {
      terminal.awaitLast("work TRANSACTION>");
      terminal.enter("UIDL");
      terminal.await("-- Space: next page");
      terminal.press("C-c");
      terminal.await("the rest was read and is not shown\nwork TRANSACTION>");
      terminal.enter("LIST");
      terminal.await("-- Space: next page");
      terminal.type("a");
      terminal.await("\n.\nwork TRANSACTION>");
      assertThat(terminal.everything()).contains("\n2999 ");
      terminal.enter("NOOP");
      terminal.await("+OK\nwork TRANSACTION>");
      terminal.enter(":quit");
      assertThat(terminal.awaitEnd()).isZero();
    }
  }
}
