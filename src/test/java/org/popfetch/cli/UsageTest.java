package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Command lines that make no sense: status 64, one line that says what is wrong, nothing on
/// standard output.
class UsageTest {
  @TempDir Path home;
  private Desk desk;

  @BeforeEach
  void configure() throws IOException {
    desk = new Desk(home);
    desk.configure(
        """
        [accounts.work]
        host = "localhost"
        port = 1
        tls = "none"
        user = "me"
        password = "abracadabra"
        deliver = "maildir:~/Mail"
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bogus|                     there is no option --bogus; see popfetch --help",
        "sync --bogus -v|             there is no option --bogus; see popfetch sync --help",
        "sync -vx|                    there is no option -x; see popfetch sync --help",
        "config check --names|        there is no option --names; see popfetch config check --help",
        "syn|                         there is no command syn; did you mean sync?",
        "config chek|                 there is no command chek; did you mean check?",
        "xyzzy|                       there is no command xyzzy; see popfetch --help",
        "config|                      config takes check, show or path",
        "list|                        ACCOUNT is missing; see popfetch list --help",
        "catchup|                     ACCOUNT is missing; see popfetch catchup --help",
        "show work|                   'N|UID is missing; see popfetch show --help'",
        "state adopt|                 FORMER is missing; see popfetch state adopt --help",
        "state forget|                ACCOUNT is missing; see popfetch state forget --help",
        "login|                       ACCOUNT is missing; see popfetch login --help",
        "login work home|             one account at a time; see popfetch login --help",
        "list work home|              one argument too many: home; see popfetch list --help",
        "demo now|                    one argument too many: now; see popfetch demo --help",
        "--config|                    --config takes FILE; see popfetch --help",
        "sync --jobs|                 --jobs takes N; see popfetch sync --help",
        "sync --jobs 0|               --jobs takes a number from 1, not 0",
        "sync --max-messages=-1|      --max-messages takes a number from 0, not -1",
        "sync --jobs many|"
            + "--jobs takes a number up to 2147483647, not many; see popfetch sync --help",
        "sync --jobs=|"
            + "--jobs takes a number up to 2147483647, not nothing; see popfetch sync --help",
        "sync --max-messages 99999999999|--max-messages takes a number up to 2147483647,"
            + " not 99999999999; see popfetch sync --help",
        "shell --tls none --port abc h|--port takes a number from 1 to 65535, not abc",
        "shell --tls none --port= h|  --port takes a number from 1 to 65535, not nothing",
        "shell --tls none --port 0 h| --port takes a number from 1 to 65535, not 0",
        "shell --tls none --port 99999 h|--port takes a number from 1 to 65535, not 99999",
        "shell --tls none --port 99999999999 h|"
            + "--port takes a number from 1 to 65535, not 99999999999",
        "shell --tls none 127.0.0.1:38001|"
            + "'\"127.0.0.1:38001\" is no host name; the port goes into --port'",
        "shell --tls none localhost:110|"
            + "'\"localhost:110\" is no host name; the port goes into --port'",
        "--json=yes sync|             --json takes no value; see popfetch --help",
        "--color maybe sync|"
            + "--color takes auto, always or never, not maybe; see popfetch --help",
        "sync --keep --delete|"
            + "only one of --keep and --delete makes sense; see popfetch sync --help",
        "sync nobody|                 no account is named nobody; there are: work",
        "sync work nobody|            no account is named nobody; there are: work",
        "check nobody|                no account is named nobody; there are: work",
        "list nobody|                 no account is named nobody; there are: work",
        "show nobody 1|               no account is named nobody; there are: work",
        "catchup nobody|              no account is named nobody; there are: work",
        "config show nobody|          no account is named nobody; there are: work",
        "state adopt work nobody|     no account is named nobody; there are: work",
        "shell work --json|           there is no option --json; see popfetch shell --help",
        "--json shell work|           shell knows no --json",
        "shell localhost --tls none --tls-fingerprint sha256:00|"
            + "--tls-fingerprint goes with --tls implicit or starttls: without TLS there is no"
            + " certificate",
        "state forget a/b|            no account can be named a/b",
      })
  void oneLineSaysWhatIsWrong(String words, String complaint) {
    Desk.Ran ran = desk.popfetch(words);
    assertThat(ran.errLines()).containsExactly("popfetch: " + complaint);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.status()).isEqualTo(64);
  }

  @Test
  void whoAsksForATokenByNameIsToldThatThereIsNone() {
    assertThat(desk.popfetch("login --status work").outLines())
        .containsExactly("work: takes a password, from the configuration; there is no token");
    assertThat(desk.popfetch("login --status work --json").out())
        .contains("\"event\":\"token\",\"account\":\"work\",\"present\":false");
    assertThat(desk.popfetch("login --status").out()).isEmpty();
  }

  @Test
  void aNameThatIsNoWordIsQuoted() {
    assertThat(desk.run("sync", "").errLines())
        .containsExactly("popfetch: no account is named \"\"; there are: work");
  }

  @Test
  void theShellsHelpListsNoJson() {
    assertThat(desk.popfetch("shell --help").out()).contains("--quiet").doesNotContain("--json");
    assertThat(desk.popfetch("check --help").out()).contains("--json");
  }

  static Set<String> commands() {
    return CommandTree.commands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpThatNeedsNoConfiguration(String command) {
    Desk.Ran ran = new Desk(home.resolve("elsewhere")).popfetch(command + " --help");
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.outLines()).first().asString().startsWith("Usage: popfetch " + command);
    assertThat(ran.outLines()).allMatch(line -> line.length() <= 80);
    assertThat(ran).isEqualTo(new Desk(home.resolve("elsewhere")).popfetch(command + " -h"));
  }

  @Test
  void aloneItShowsShortHelp() {
    Desk.Ran ran = desk.popfetch("");
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran).isEqualTo(desk.popfetch("--help"));
    Stream.of("sync", "check", "list", "show", "catchup", "state", "config", "demo")
        .forEach(command -> assertThat(ran.out()).containsPattern("(?m)^  " + command + " +\\S"));
  }

  @ParameterizedTest
  @CsvSource({"-V", "--version"})
  void theVersionIsOneLineOnStandardOutput(String option) {
    Desk.Ran ran = desk.popfetch(option);
    assertThat(ran.out()).matches("popfetch [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
    assertThat(ran.status()).isZero();
  }
}
