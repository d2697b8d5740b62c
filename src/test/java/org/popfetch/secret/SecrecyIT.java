package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.demo.SampleMail;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.KeptSecrets;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.testing.TestProxy;

/// Every command of the packaged program with every kind of secret that a user can give it. That
/// none of them is said is looked at after each run, by [Household].
class SecrecyIT {
  /// As loud as can be.
  private static final List<String> COMMANDS =
      List.of(
          "config show",
          "config show --json",
          "config check",
          "doctor",
          "doctor --json -vv",
          "check -vv --json",
          "sync -vv --dry-run",
          "sync -vv",
          "list -vv work",
          "show -vv work 1",
          "state --json",
          "login --status --json",
          "shell -vv work -e STAT -e QUIT");

  @TempDir Path home;
  private Household household;

  @BeforeEach
  void makeHome() throws IOException {
    household = new Household(home);
    privately("pw", KeptSecrets.WORD + "\n");
    privately(".netrc", "machine 127.0.0.1 login me password " + KeptSecrets.WORD + "\n");
  }

  private void privately(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void configure(int port, String... lines) throws IOException {
    household.configure(
        """
        [accounts.work]
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "me"
        deliver = "maildir:~/Mail"
        timeout = "10s"
        %s
        """
            .formatted(port, String.join("\n", lines)));
  }

  private static DemoServer serve(String password) throws IOException {
    var mailbox = new DemoMailbox("me", password, SampleMail.many(2, 2048, 1));
    return DemoServer.start(DemoOptions.serving(mailbox));
  }

  private void runAll() throws IOException {
    for (String command : COMMANDS) {
      Ran ran = household.popfetch(command.split(" "));
      assertThat(ran.err()).as(command).doesNotContain("Exception", "a bug in popfetch");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = 'abracadabra'",
        "password = 'abracadabra'\nauth = ['apop']",
        "password-command = 'cat ~/pw'\nauth = ['user']",
        "password-file = '~/pw'\nauth = ['plain']",
        "netrc = true\nauth = ['scram-sha-256', 'plain']"
      })
  void noCommandSaysAPasswordWhereverItComesFrom(String source) throws IOException {
    try (var server = serve(KeptSecrets.WORD)) {
      configure(server.port(), source);
      runAll();
      assertThat(household.popfetch("check", "-vv").err()).contains("********");
      assertThat(home.resolve("Mail/new")).isNotEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "apop", "plain"})
  void norOneThatTheServerRefuses(String mechanism) throws IOException {
    try (var server = serve("another one")) {
      configure(server.port(), "password = 'abracadabra'", "auth = ['" + mechanism + "']");
      assertThat(household.popfetch("sync", "-vv").status()).isEqualTo(77);
      runAll();
    }
  }

  @Test
  void norAServerThatRepeatsIt() throws IOException {
    String repeats =
        """
        S: +OK hello
        C: CAPA
        S: -ERR
        C: USER me
        S: +OK
        C: PASS abracadabra
        S: -ERR [AUTH] "abracadabra" is no password of me
        """;
    try (var server = ScriptedServer.start(repeats)) {
      configure(server.port(), "password = 'abracadabra'");
      assertThat(household.popfetch("sync", "-vv").status()).isEqualTo(77);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abracadabra", "another one"})
  void norThatOfAProxy(String known) throws IOException {
    try (var server = serve(KeptSecrets.WORD);
        var proxy = TestProxy.socks5(server.port(), "user", known)) {
      configure(
          server.port(),
          "proxy = 'socks5://user:abracadabra@127.0.0.1:" + proxy.port() + "'",
          "allow-plaintext = true",
          "password = 'abracadabra'");
      runAll();
    }
  }

  @Test
  void norTheSecretOfAClientThatHasNoTokenYet() throws IOException {
    try (var server = serve(KeptSecrets.WORD)) {
      configure(
          server.port(),
          "oauth2 = { client-id = 'x', client-secret = 'abracadabra',"
              + " token-endpoint = 'http://127.0.0.1:1/token' }");
      runAll();
    }
  }

  @Test
  void norAConfigurationThatIsWrongAroundIt() throws IOException {
    for (String wrong :
        List.of(
            "password = 'abracadabra",
            "password = abracadabra",
            "password = ['abracadabra']",
            "pasword = 'abracadabra'",
            "password = \"abracadabra\\q\"",
            "password = 'abracadabra' 'abracadabra'",
            "proxy = 'socks5://abracadabra@127.0.0.1:1'",
            "proxy = 'abracadabra'",
            "oauth2 = { client-secret = ['abracadabra'] }")) {
      configure(1, wrong);
      assertThat(household.popfetch("sync", "-vv").status()).as(wrong).isEqualTo(78);
      assertThat(household.popfetch("config", "check").status()).as(wrong).isEqualTo(78);
      household.popfetch("config", "show");
      household.popfetch("doctor", "--json");
    }
  }

  /// The virtual machine's own report of a crash tells what its registers point at, the command
  /// line and the environment.
  @Test
  void norTheReportOfACrash() throws Exception {
    String stalls =
        """
        S: +OK hello
        C: CAPA
        S: -ERR
        C: USER me
        S: +OK
        C: PASS abracadabra
        C-close
        """;
    try (var server = ScriptedServer.start(stalls)) {
      configure(server.port(), "password = 'abracadabra'");
      Process process = household.start("sync", "-vv");
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!Files.readString(home.resolve("err")).contains("PASS ********")) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid())).start().waitFor();
      household.ended(process);
    }
    assertThat(home).isDirectoryContaining("glob:**hs_err_pid*.log");
  }
}
