package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;

/// Whole command lines against the demo server: what they print where, and the status they end
/// with.
@Timeout(60)
class CommandsTest {
  private static final String SECRET = "difference-engine";

  private final DemoMailbox mailbox = DemoMailbox.sample();
  @TempDir Path home;
  private Desk desk;
  private DemoServer server;

  @BeforeEach
  void serve() throws IOException {
    server = DemoServer.start(DemoOptions.serving(mailbox));
    desk = new Desk(home);
    desk.configure(account("work", SECRET));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String account(String name, String password) {
    return """
    [accounts.%s]
    host = "127.0.0.1"
    port = %d
    tls = "none"
    user = "%s"
    password = "%s"
    deliver = "maildir:~/Mail/%s"
    """
        .formatted(name, server.port(), mailbox.user(), password, name);
  }

  @Test
  void aSyncOffATerminalSaysNothingAndDelivers() throws IOException {
    Desk.Ran ran = desk.popfetch("sync");
    assertThat(ran).isEqualTo(new Desk.Ran(0, "", ""));
    assertThat(delivered()).isEqualTo(mailbox.count());
    assertThat(desk.popfetch("sync work")).isEqualTo(new Desk.Ran(0, "", ""));
    assertThat(delivered()).isEqualTo(mailbox.count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v sync work", "sync -v work", "sync work -v", "sync --verbose"})
  void verboseTellsOfEachMessageWhereverItStands(String words) {
    Desk.Ran ran = desk.popfetch(words);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).hasSizeGreaterThan(mailbox.count());
    assertThat(ran.errLines()).allMatch(line -> line.startsWith("work: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-vv sync", "sync -vv", "check -v --verbose"})
  void twiceVerboseShowsTheDialogueWithoutThePassword(String words) {
    Desk.Ran ran = desk.popfetch(words);
    assertThat(ran.err()).contains("CAPA", "********").doesNotContain(SECRET);
    assertThat(ran.out()).doesNotContain(SECRET);
    assertThat(ran.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json sync", "sync --json", "check --json", "list --json work"})
  void jsonIsObjectsWithAVersionOnStandardOutput(String words) {
    Desk.Ran ran = desk.popfetch(words);
    assertThat(ran.outLines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"v\":1,") && line.endsWith("}"));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  @Test
  void checkTellsHowManyWait() {
    Desk.Ran some = desk.popfetch("check");
    assertThat(some.outLines()).singleElement().asString().startsWith("work: ");
    assertThat(some.status()).isZero();
    assertThat(desk.popfetch("check -q")).isEqualTo(new Desk.Ran(0, "", ""));
    assertThat(desk.popfetch("sync").status()).isZero();
    assertThat(desk.popfetch("check").status()).isEqualTo(1);
  }

  @Test
  void checkBeatsNoneWithSomeAndBothWithAnError() throws IOException {
    desk.popfetch("sync");
    desk.configure(account("work", SECRET) + account("other", SECRET));
    assertThat(desk.popfetch("check").status()).isZero();
    desk.configure(account("work", SECRET) + account("other", "wrong"));
    assertThat(desk.popfetch("check").status()).isEqualTo(77);
  }

  @Test
  void aRefusedLoginIsToldWithTheServersWords() throws IOException {
    desk.configure(account("work", "wrong-horse"));
    for (String words : List.of("sync", "check", "list work", "show work 1", "catchup work")) {
      Desk.Ran ran = desk.popfetch(words);
      assertThat(ran.status()).as(words).isEqualTo(77);
      assertThat(ran.err()).as(words).startsWith("work: logging in: ").contains("\"-ERR ");
      assertThat(ran.err()).as(words).endsWith("; then: popfetch doctor work\n");
      assertThat(ran.out() + ran.err()).as(words).doesNotContain("wrong-horse", "Exception");
    }
  }

  @Test
  void whoOnlyLooksIsToldThatTheAccountLooksRenamed() throws IOException {
    desk.popfetch("sync");
    desk.configure(account("job", SECRET));
    Desk.Ran refused = desk.popfetch("sync");
    assertThat(refused.status()).isEqualTo(78);
    assertThat(refused.err())
        .startsWith("job: opening its state: there is none, but one of the same mailbox")
        .endsWith("popfetch state adopt work job; to begin anew: popfetch state forget work\n");
    Desk.Ran check = desk.popfetch("check");
    assertThat(check.err()).isEqualTo(refused.err());
    assertThat(check.outLines()).singleElement().asString().startsWith("job: ");
    assertThat(check.status()).isZero();
    Desk.Ran list = desk.popfetch("list job");
    assertThat(list.err()).isEqualTo(refused.err());
    assertThat(list.outLines()).hasSize(mailbox.count());
    assertThat(list.status()).isZero();
    assertThat(desk.popfetch("check --json").outLines())
        .first()
        .asString()
        .contains("\"event\":\"notice\"", "popfetch state adopt work job");
    assertThat(desk.popfetch("check -q")).isEqualTo(new Desk.Ran(0, "", ""));
    desk.popfetch("state adopt work job");
    assertThat(desk.popfetch("check").err()).isEmpty();
    assertThat(desk.popfetch("list job").err()).isEmpty();
  }

  @Test
  void stateShowsALineForEachThing() {
    assertThat(desk.popfetch("state"))
        .isEqualTo(new Desk.Ran(0, "", "nothing is remembered yet\n"));
    desk.popfetch("sync");
    List<String> lines = desk.popfetch("state").outLines();
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.matches("  \\S.{13}.*"));
    assertThat(lines).anyMatch(line -> line.matches("  learnt +server.grants: .*, TOP, UIDL.*"));
  }

  @Test
  void listAndShowLookAndChangeNothing() {
    Desk.Ran list = desk.popfetch("list work");
    assertThat(list.outLines()).hasSize(mailbox.count());
    Desk.Ran headers = desk.popfetch("show work 1 --headers");
    assertThat(headers.out()).contains("Subject: ");
    Desk.Ran whole = desk.run("show", "work", mailbox.uids().getFirst());
    assertThat(whole.out()).startsWith(headers.out().stripTrailing());
    assertThat(whole.status()).isZero();
    assertThat(desk.popfetch("list work")).isEqualTo(list);
  }

  @Test
  void aMessageThatIsNotThereIsAUsageError() {
    Desk.Ran ran = desk.popfetch("show work 9999");
    assertThat(ran.errLines())
        .containsExactly(
            "popfetch: there is no message 9999 on the server; see popfetch list work");
    assertThat(ran.status()).isEqualTo(64);
  }

  @Test
  void whatWasCaughtUpIsNeitherFetchedNorDeleted() throws IOException {
    assertThat(desk.popfetch("catchup work").status()).isZero();
    int there = mailbox.count();
    assertThat(desk.popfetch("sync --delete")).isEqualTo(new Desk.Ran(0, "", ""));
    assertThat(mailbox.count()).isEqualTo(there);
    assertThat(delivered()).isZero();
  }

  @Test
  void noMoreAreFetchedThanTheCommandLineSays() throws IOException {
    assertThat(desk.popfetch("sync --max-messages 2").status()).isZero();
    assertThat(delivered()).isEqualTo(2);
  }

  @Test
  void aRehearsalFetchesNothing() throws IOException {
    Desk.Ran ran = desk.popfetch("sync --dry-run --delete");
    assertThat(ran.status()).isZero();
    assertThat(ran.out() + ran.err()).contains("work: ");
    assertThat(delivered()).isZero();
    assertThat(desk.popfetch("check").status()).isZero();
  }

  @Test
  void theCommandLineDecidesWhatStaysOnTheServer() throws IOException {
    int all = mailbox.count();
    desk.configure(account("work", SECRET) + "keep = false\n");
    assertThat(desk.popfetch("sync --keep").status()).isZero();
    assertThat(mailbox.count()).isEqualTo(all);
    assertThat(desk.popfetch("sync --delete").status()).isZero();
    assertThat(mailbox.count()).isZero();
    assertThat(delivered()).isEqualTo(all);
  }

  @Test
  void whatIsRememberedCanBeShownAndForgotten() throws IOException {
    desk.popfetch("sync");
    assertThat(desk.popfetch("state").outLines()).first().asString().startsWith("work  ");
    assertThat(desk.popfetch("state work --json").outLines())
        .singleElement()
        .asString()
        .contains("\"account\":\"work\"", "\"delivered\":" + mailbox.count());
    assertThat(desk.popfetch("state forget work").status()).isZero();
    desk.popfetch("sync");
    assertThat(delivered()).isEqualTo(2L * mailbox.count());
  }

  @Test
  void stateOfARenamedAccountIsAdopted() throws IOException {
    desk.popfetch("sync");
    desk.configure(account("job", SECRET));
    assertThat(desk.popfetch("sync").status()).isNotZero();
    assertThat(desk.popfetch("state adopt work job").status()).isZero();
    assertThat(desk.popfetch("check job").status()).isEqualTo(1);
  }

  private long delivered() throws IOException {
    Path folder = home.resolve("Mail/work/new");
    if (!Files.exists(folder)) {
      return 0;
    }
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }
}
