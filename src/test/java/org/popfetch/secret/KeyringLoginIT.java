package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.DesktopSession;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.Pseudoterminal;
import org.popfetch.testing.ScriptedServer;

/// `popfetch login` and `popfetch logout` for an account whose password is in the desktop's
/// keyring: the whole program, a terminal, and a real gnome-keyring.
class KeyringLoginIT {
  private static final String PASSWORD = "abracadabra and more";
  private static final String QUESTION = "Password for me at 127.0.0.1 (work):";

  private static final String LOGS_IN =
      """
      S: +OK ready
      C: CAPA
      S: -ERR
      C: USER me
      S: +OK
      C: PASS abracadabra and more
      S: +OK
      C: CAPA
      S: -ERR
      C: UIDL
      S: +OK
      S: .
      C: LIST
      S: +OK
      S: .
      C: QUIT
      S: +OK
      """;

  private static final String LEAVES =
      """
      S: +OK ready
      C: CAPA
      S: -ERR
      C-close
      """;

  @TempDir Path home;
  @TempDir Path desktop;

  private Household cron;

  @BeforeEach
  void needsADesktop() {
    assumeTrue(DesktopSession.isPossible(), "gnome-keyring, dbus and libsecret-tools are missing");
    assumeTrue(Pseudoterminal.isInstalled(), "tmux is not installed");
    cron = new Household(home);
  }

  @Test
  void aPasswordIsTypedOnceUsedToldAndForgotten() throws Exception {
    try (var server = ScriptedServer.start(LOGS_IN + "--- session 2\n" + LEAVES);
        var session = DesktopSession.begin(desktop)) {
      configure(server.port(), "keyring = true");
      Household house = cron.under(in(session));
      assertThat(house.popfetch("login", "--status"))
          .isEqualTo(
              new Ran(77, "work: no password in the keyring; store it: popfetch login work\n", ""));

      try (var terminal = house.terminal("login", "work")) {
        terminal.await(QUESTION);
        terminal.enter(PASSWORD);
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.screen())
            .isEqualTo(QUESTION + "\nwork: the password is in the keyring");
      }
      assertThat(house.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
      assertThat(house.popfetch("login", "--status"))
          .isEqualTo(new Ran(0, "work: a password in the keyring\n", ""));
      assertThat(house.popfetch("login", "--status", "--json").out())
          .isEqualTo("{\"v\":1,\"event\":\"password\",\"account\":\"work\",\"present\":true}\n");

      assertThat(house.popfetch("logout", "work")).isEqualTo(new Ran(0, "work: logged out\n", ""));
      assertThat(house.popfetch("logout", "work"))
          .isEqualTo(new Ran(0, "work: there was no password\n", ""));
      Ran without = house.popfetch("sync");
      assertThat(without.status()).isEqualTo(77);
      assertThat(without.err()).contains("it has none for me at 127.0.0.1", "popfetch login work");
    }
  }

  @Test
  void whatCannotBeStoredIsSaid() throws Exception {
    try (var session = DesktopSession.begin(desktop)) {
      configure(1, "keyring = true");
      Household house = cron.under(in(session));
      Ran nobody = house.popfetch("login", "work");
      assertThat(nobody.status()).isEqualTo(77);
      assertThat(nobody.err()).contains("none is stored, and there is no terminal to ask on");

      try (var terminal = house.terminal("login", "work")) {
        terminal.await(QUESTION);
        terminal.press("Enter");
        assertThat(terminal.awaitEnd()).isEqualTo(77);
        assertThat(terminal.screen()).contains("nothing was typed");
      }

      Ran device = house.popfetch("login", "--device", "work");
      assertThat(device.status()).isEqualTo(78);
      assertThat(device.err())
          .isEqualTo(
              "work: logging in: it has a password, from the keyring;"
                  + " --device is for accounts with oauth2\n");

      session.lock();
      try (var terminal = house.terminal("login", "work")) {
        terminal.await(QUESTION);
        terminal.enter(PASSWORD);
        assertThat(terminal.awaitEnd()).isEqualTo(77);
        assertThat(terminal.screen()).contains("it is locked", "log in at the desktop");
      }
    }
  }

  /// As under cron.
  @Test
  void withoutASessionEachCommandSaysSoAndGoesOn() throws Exception {
    configure(1, "keyring = true");
    for (String command : List.of("logout work", "login --status")) {
      Ran ran = cron.popfetch(command.split(" "));
      assertThat(ran.status()).isEqualTo(77);
      assertThat(ran.err())
          .startsWith("work: ")
          .contains("there is no D-Bus session, as under cron")
          .contains("let a systemd user timer run popfetch");
    }
  }

  @Test
  void anAccountWithAPasswordElsewhereHasNothingToLogInTo() throws Exception {
    configure(1, "password = \"%s\"".formatted(PASSWORD));
    for (String command : List.of("login", "logout")) {
      Ran ran = cron.popfetch(command, "work");
      assertThat(ran.status()).isEqualTo(78);
      assertThat(ran.err())
          .contains(": it has a password, from the configuration; for a token write oauth2");
    }
    assertThat(cron.popfetch("login", "--status")).isEqualTo(new Ran(0, "", ""));
  }

  private void configure(int port, String source) throws IOException {
    cron.configure(
        """
        [accounts.work]
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "me"
        auth = ["user"]
        deliver = "maildir:~/Mail"
        %s
        """
            .formatted(port, source));
  }

  private static String[] in(DesktopSession session) {
    return Stream.concat(
            Stream.of("env"),
            session.environment().entrySet().stream()
                .filter(variable -> !variable.getKey().equals("HOME"))
                .map(variable -> variable.getKey() + "=" + variable.getValue()))
        .toArray(String[]::new);
  }
}
