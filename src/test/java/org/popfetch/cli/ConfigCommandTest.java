package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {
  private static final String GOOD =
      """
      [accounts.work]
      host = "localhost"
      user = "me"
      password = "abracadabra"
      deliver = "maildir:~/Mail"

      [accounts.home]
      host = "pop.example.net"
      user = "me"
      deliver = "mbox:~/mbox"
      enabled = false
      """;

  private static final String BAD =
      """
      [accounts.good]
      host = "localhost"
      port = 1
      user = "me"
      password-command = ["echo", "abracadabra"]
      deliver = "maildir:~/Mail"

      [accounts.work]
      host = "pop.example.com"
      kepe = true
      user = "me"
      password = "abracadabra"
      deliver = "maildir:~/Mail"

      [accounts.old]
      host = "mail.example.org"
      user = "me"
      keep = "fortnight"
      timeout = -1
      """;

  @TempDir Path home;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(home);
  }

  @Test
  void aGoodOneIsFine() throws IOException {
    desk.configure(GOOD);
    Desk.Ran ran = desk.popfetch("config check");
    assertThat(ran.out())
        .isEqualTo("~/.config/popfetch/config.toml: fine; 2 accounts, 1 of them disabled\n");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    Path file = desk.configure(BAD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Desk.Ran ran = desk.popfetch("config check");
    assertThat(ran.status()).isEqualTo(78);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains(":10:1: accounts.work.kepe: unknown key; did you mean keep?")
        .contains(":12:1: readable by others (0644) and holds a password")
        .contains(":18:8: accounts.old.keep: \"fortnight\" is no duration")
        .contains("accounts.old.timeout: ")
        .contains("accounts.old.deliver: ")
        .contains("accounts work and old are left out; see popfetch.toml(5)")
        .doesNotContain("abracadabra", "abracadabra");
  }

  private static final String NAMING =
      """
      [defaults]
      password-file = "~/secrets/common"
      tls-ca-file = "~/ca.pem"

      [accounts.work]
      host = "localhost"
      user = "me"
      deliver = "maildir:~/Mail"
      tls-client-certificate = "me.pem"
      tls-client-key = "/"

      [accounts.home]
      host = "localhost"
      user = "me"
      deliver = "maildir:~/Mail"
      password-file = "~/pw"

      [accounts.open]
      host = "localhost"
      tls = "none"
      user = "me"
      deliver = "maildir:~/Mail"
      tls-ca-file = "~/not-in-use.pem"
      password = "abracadabra"
      """;

  @Test
  void filesThatCannotBeReadAreToldWithTheirPlace() throws IOException {
    desk.configure(NAMING);
    Desk.Ran ran = desk.popfetch("config check");
    String file = "~/.config/popfetch/config.toml";
    assertThat(ran.errLines())
        .containsExactly(
            file
                + ":2:17: defaults.password-file: ~/secrets/common cannot be read: no such file or directory",
            file
                + ":3:15: defaults.tls-ca-file: ~/ca.pem cannot be read: no such file or directory",
            file
                + ":9:26: accounts.work.tls-client-certificate: ~/me.pem cannot be read: no such file or directory",
            file + ":10:18: accounts.work.tls-client-key: / cannot be read: it is a directory",
            file
                + ":16:17: accounts.home.password-file: ~/pw cannot be read: no such file or directory");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.status()).isEqualTo(78);
    assertThat(desk.popfetch("config show --names"))
        .isEqualTo(new Desk.Ran(0, "work\nhome\nopen\n", ""));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void thoseThatCanBeReadAreNotOpened() throws IOException {
    desk.configure(NAMING.replace("\"/\"", "\"me.key\""));
    for (String name : List.of("secrets/common", "ca.pem/one.pem", "me.pem", "me.key")) {
      desk.write(name, "");
    }
    Path pipe = home.resolve("pw");
    Shell.output(home, "mkfifo", List.of(pipe.toString()));
    Desk.Ran ran = desk.popfetch("config check");
    Files.delete(pipe);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo("~/.config/popfetch/config.toml: fine; 3 accounts\n");
    assertThat(ran.status()).isZero();
  }

  @Test
  void theGoodAccountsOfABadOneRunAndTheStatusTellsOfTheBadOnes() throws IOException {
    desk.configure(BAD);
    Desk.Ran ran = desk.popfetch("sync");
    assertThat(ran.err()).contains("kepe").contains("good: connecting to localhost:1");
    assertThat(ran.status()).isEqualTo(78);
    assertThat(desk.popfetch("list work").errLines())
        .last()
        .asString()
        .contains("the account is left out");
  }

  @Test
  void whatIsNoTomlStopsEverything() throws IOException {
    desk.configure("[accounts.work\nhost = \"localhost\"\n");
    Desk.Ran ran = desk.popfetch("sync");
    assertThat(ran.errLines()).last().isEqualTo("nothing was done; see popfetch.toml(5)");
    assertThat(ran.status()).isEqualTo(78);
  }

  @Test
  void itShowsWhatTheFileAmountsToWithoutSecrets() throws IOException {
    desk.configure(GOOD);
    Desk.Ran all = desk.popfetch("config show");
    assertThat(all.out())
        .contains("[accounts.work]", "port = 995", "[accounts.home]", "enabled = false")
        .doesNotContain("abracadabra");
    assertThat(desk.popfetch("config show home").out())
        .contains("[accounts.home]")
        .doesNotContain("[accounts.work]");
    assertThat(desk.popfetch("config show --names").out()).isEqualTo("work\nhome\n");
  }

  @Test
  void namesAreShownEvenWhenSomethingIsWrongElsewhere() throws IOException {
    desk.configure(BAD);
    Desk.Ran ran = desk.popfetch("config show --names");
    assertThat(ran.out()).isEqualTo("good\n");
    assertThat(ran.err()).contains("kepe");
    assertThat(ran.status()).isEqualTo(78);
  }

  @Test
  void thePathIsToldWhetherTheFileExistsOrNot() {
    assertThat(desk.popfetch("config path").out())
        .isEqualTo(home.resolve(".config/popfetch/config.toml") + "\n");
    assertThat(desk.popfetch("--config /a/b.toml config path").out()).isEqualTo("/a/b.toml\n");
    desk.with("XDG_CONFIG_HOME", "/xdg");
    assertThat(desk.popfetch("config path").out()).isEqualTo("/xdg/popfetch/config.toml\n");
    desk.with("POPFETCH_CONFIG", "/env.toml");
    assertThat(desk.popfetch("config path").out()).isEqualTo("/env.toml\n");
    assertThat(desk.popfetch("config path --config /opt.toml").out()).isEqualTo("/opt.toml\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "check", "list work", "config check", "config show", "state"})
  void withoutAFileEverybodySaysWhatAFirstOneLooksLike(String words) {
    Desk.Ran ran = desk.popfetch(words);
    assertThat(ran.status()).isEqualTo(78);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith(
            "popfetch: reading ~/.config/popfetch/config.toml: there is no such file;"
                + " a first one, to begin with:\n")
        .contains("[accounts.work]");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.createDirectories(home.resolve("folder.toml"));
    Desk.Ran ran = desk.popfetch("sync --config " + home.resolve("folder.toml"));
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .startsWith("popfetch: reading ~/folder.toml: ")
        .doesNotContain("Exception");
    assertThat(ran.status()).isEqualTo(78);
  }
}
