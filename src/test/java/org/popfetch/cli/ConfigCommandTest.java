package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
