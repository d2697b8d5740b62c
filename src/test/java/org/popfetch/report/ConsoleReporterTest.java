package org.popfetch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.popfetch.account.AccountName;

class ConsoleReporterTest {
  private static final Look TERMINAL = new Look(true, false, true);

  private static String told(Story story, Look look, int width, Verbosity verbosity) {
    var screen = new PaperScreen(look, width);
    try (var reporter = new ConsoleReporter(screen, verbosity, Story.ACCOUNTS, story::now)) {
      story.tellTo(reporter::report);
    }
    return screen.text();
  }

  private static String only(String mark, String text) {
    return text.lines().filter(l -> l.startsWith(mark)).collect(Collectors.joining("\n")) + "\n";
  }

  @Test
  void aTerminalShowsProgressLinesAndWhatBecameOfEachAccount() {
    assertThat(told(Story.threeAccounts(), TERMINAL, 90, Verbosity.NORMAL))
        .isEqualTo(
            """
            live|work    connecting …
            live|work    connecting …
            live|old     waiting for login …
            live|work    connecting …
            live|home    nothing new (3 112 on the server)
            live|old     waiting for login …
            live|work    ░░░░░░░░░░░░░░░░░░░░      0 / 1 630   0.0 / 24.9 MB
            live|home    nothing new (3 112 on the server)
            live|old     waiting for login …
            live|work    ░░░░░░░░░░░░░░░░░░░░      2 / 1 630   0.0 / 24.9 MB
            live|old     waiting for login …
            err|home    nothing new (3 112 on the server)
            err|work    this server's certificate is good for 6 more days
            err|work    message 7 (60.0 MB, uid b1) skipped: over max-size
            err|work    fetching message 3 of 5: the server answered "-ERR cannot open message"; left on the server, tried again next time
            live|work    ███████████████░░░░░  1 204 / 1 630   18.2 / 24.9 MB   3.1 MB/s   3 s left
            live|old     waiting for login …
            live|work    ███████████████░░░░░  1 205 / 1 630   18.2 / 24.9 MB   2.7 MB/s   3 s left
            err|old     login refused: "[AUTH] Application-specific password required"
            err|        → put an app password where password-command looks, then: popfetch doctor old
            live|work    ███████████████░░░░░  1 205 / 1 630   18.2 / 24.9 MB   2.7 MB/s   3 s left
            live-
            err|work    1 629 new messages, 24.9 MB in 8 s → ~/Mail/work; 1 failed
            live-
            err|1 of 3 accounts failed
            """);
  }

  @Test
  void aTerminalOf80ColumnsShortensTheBarFirst() {
    assertThat(only("live|work", told(Story.threeAccounts(), TERMINAL, 79, Verbosity.NORMAL)))
        .isEqualTo(
            """
            live|work    connecting …
            live|work    connecting …
            live|work    connecting …
            live|work    ░░░░░░░░░░░░░░░░░░░░      0 / 1 630   0.0 / 24.9 MB
            live|work    ░░░░░░░░░░░░░░░░░░░░      2 / 1 630   0.0 / 24.9 MB
            live|work    ███████░░░  1 204 / 1 630   18.2 / 24.9 MB   3.1 MB/s   3 s left
            live|work    ███████░░░  1 205 / 1 630   18.2 / 24.9 MB   2.7 MB/s   3 s left
            live|work    ███████░░░  1 205 / 1 630   18.2 / 24.9 MB   2.7 MB/s   3 s left
            """);
  }

  @Test
  void aTerminalOf40ColumnsKeepsTheCountsAndTheTimeLeft() {
    assertThat(only("live|", told(Story.threeAccounts(), TERMINAL, 39, Verbosity.NORMAL)))
        .isEqualTo(
            """
            live|work    connecting …
            live|work    connecting …
            live|old     waiting for login …
            live|work    connecting …
            live|home    nothing new (3 112 on the serv…
            live|old     waiting for login …
            live|work    ░░░░░░░░░░      0 / 1 630
            live|home    nothing new (3 112 on the serv…
            live|old     waiting for login …
            live|work    ░░░░░░░░░░      2 / 1 630
            live|old     waiting for login …
            live|work    1 204 / 1 630   3 s left
            live|old     waiting for login …
            live|work    1 205 / 1 630   3 s left
            live|work    1 205 / 1 630   3 s left
            """);
  }

  @Test
  void aTerminalOfHardlyAnyColumnsGetsNoLineThatIsTooWide() {
    String text = told(Story.threeAccounts(), TERMINAL, 12, Verbosity.NORMAL);
    assertThat(only("live|", text).lines())
        .isNotEmpty()
        .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(12 + "live|".length()));
  }

  @Test
  void aTerminalWithoutUnicodeGetsAsciiAlone() {
    String text = told(Story.threeAccounts(), new Look(true, false, false), 90, Verbosity.NORMAL);
    assertThat(text)
        .contains("work    ###############.....  1 204 / 1 630   18.2 / 24.9 MB   3.1 MB/s")
        .contains("8 s -> ~/Mail/work")
        .containsPattern("\\A\\p{ASCII}*\\z");
  }

  @Test
  void aColouredTerminalMarksFailures() {
    String text = told(Story.threeAccounts(), new Look(true, true, true), 90, Verbosity.NORMAL);
    assertThat(text).contains("err|old     \033[31mlogin refused: ");
  }

  @Test
  void offATerminalOnlyTroubleIsTold() {
    assertThat(told(Story.threeAccounts(), Look.PLAIN, 80, Verbosity.NORMAL))
        .isEqualTo(
            """
            err|work: message 7 (60.0 MB, uid b1) skipped: over max-size
            err|work: fetching message 3 of 5: the server answered "-ERR cannot open message"; left on the server, tried again next time
            err|old: login refused: "[AUTH] Application-specific password required"; put an app password where password-command looks, then: popfetch doctor old
            """);
  }

  @Test
  void offATerminalNothingIsToldWhenNothingWentWrong() {
    var story =
        new Story()
            .at(0, new Event.Phase(Story.WORK, "connecting"))
            .at(1, new Event.Notice(Story.WORK, "worth knowing"))
            .at(2, new Event.Planned(Story.WORK, 3, 1, 100))
            .at(3, new Event.Progress(Story.WORK, 1, 100))
            .at(4, new Event.Delivered(Story.WORK, Story.message(1, "a", 100)))
            .at(5, new Event.Skipped(Story.WORK, Story.message(2, "b", 1), "limit", false, false))
            .at(6, new Event.Finished(Story.WORK, Story.summary(3, 1, 0, ExitStatus.OK)));
    assertThat(told(story, Look.PLAIN, 80, Verbosity.NORMAL)).isEmpty();
  }

  @Test
  void offATerminalWhatWasToldLessThanADayAgoIsNotToldAgain() {
    assertThat(told(Story.toldBefore(), Look.PLAIN, 80, Verbosity.NORMAL)).isEmpty();
  }

  @Test
  void aTerminalAndVerboseTellWhatWasToldBefore() {
    for (String part : List.of("message 7 (60.0 MB, uid b1) skipped", "3 of 5", "login refused")) {
      assertThat(told(Story.toldBefore(), TERMINAL, 80, Verbosity.NORMAL)).contains(part);
      assertThat(told(Story.toldBefore(), Look.PLAIN, 80, Verbosity.MESSAGES)).contains(part);
    }
  }

  @Test
  void quietTellsFailuresAloneAndDrawsNothing() {
    assertThat(told(Story.threeAccounts(), TERMINAL, 80, Verbosity.QUIET))
        .isEqualTo(
            """
            err|work    fetching message 3 of 5: the server answered "-ERR cannot open message"; left on the server, tried again next time
            err|old     login refused: "[AUTH] Application-specific password required"
            err|        → put an app password where password-command looks, then: popfetch doctor old
            live-
            """);
  }

  @Test
  void verboseTellsWhatHappensToEachMessage() {
    assertThat(told(Story.threeAccounts(), Look.PLAIN, 80, Verbosity.MESSAGES))
        .isEqualTo(
            """
            err|work: connecting
            err|old: waiting for login
            err|home: 3 112 on the server, nothing to fetch
            err|work: 4 742 on the server, 1 630 to fetch (24.9 MB)
            err|home: nothing new (3 112 on the server)
            err|work: this server's certificate is good for 6 more days
            err|work: message 7 (60.0 MB, uid b1) skipped: over max-size
            err|work: message 1 (4.1 kB, uid a1) delivered
            err|work: fetching message 3 of 5: the server answered "-ERR cannot open message"; left on the server, tried again next time
            err|work: message 1 (4.1 kB, uid a1) marked as deleted on the server
            err|old: login refused: "[AUTH] Application-specific password required"; put an app password where password-command looks, then: popfetch doctor old
            err|work: 1 629 new messages, 24.9 MB in 8 s → ~/Mail/work; 1 failed
            err|1 of 3 accounts failed
            """);
  }

  @Test
  void twiceVerboseAddsTheDialogue() {
    assertThat(only("err|work: ", told(Story.threeAccounts(), Look.PLAIN, 80, Verbosity.DIALOGUE)))
        .contains("err|work: C: UIDL\nerr|work: S: +OK\n");
    assertThat(told(Story.threeAccounts(), Look.PLAIN, 80, Verbosity.MESSAGES))
        .doesNotContain("UIDL");
  }

  @Test
  void aMaildropFullOfFailuresIsCutShortUnlessVerbose() {
    var story = new Story();
    IntStream.rangeClosed(1, 500)
        .forEach(n ->
            story.at(
                n,
                new Event.MessageFailed(
                    Story.WORK, Story.message(n, "u" + n, 1), Story.cannotOpen(n), false)));
    String normal = told(story, Look.PLAIN, 80, Verbosity.NORMAL);
    assertThat(normal.lines()).hasSize(21);
    assertThat(normal).endsWith("err|work: more of this kind is not listed; -v lists all\n");
    assertThat(told(story, Look.PLAIN, 80, Verbosity.MESSAGES).lines()).hasSize(500);
  }

  @Test
  void manyAccountsShareASmallScreen() {
    var screen = new PaperScreen(TERMINAL, 80);
    var names = IntStream.range(0, 30).mapToObj(n -> new AccountName("a" + n)).toList();
    var reporter = new ConsoleReporter(screen, Verbosity.NORMAL, names, () -> Story.START);
    names.forEach(name -> reporter.report(new Event.Phase(name, "connecting")));
    List<String> all = screen.lines();
    assertThat(all.subList(all.size() - 13, all.size()))
        .startsWith("live|a0      connecting …")
        .endsWith("live|a11     connecting …", "live|and 18 more accounts");
  }

  @Test
  void controlCharactersNeverReachTheScreen() {
    var story = new Story().at(0, new Event.Notice(Story.WORK, "a\033[2Jb\r\nc\u009bd"));
    assertThat(only("err|", told(story, TERMINAL, 80, Verbosity.NORMAL)))
        .isEqualTo("err|work    a [2Jb c d\n");
  }

  @Test
  void theLabelIsAsWideAsTheLongestNameAsksFor() {
    var screen = new PaperScreen(TERMINAL, 80);
    var longName = new AccountName("mailing-lists");
    var reporter =
        new ConsoleReporter(
            screen, Verbosity.NORMAL, List.of(Story.WORK, longName), () -> Story.START);
    reporter.report(new Event.Notice(Story.WORK, "hello"));
    assertThat(screen.lines()).containsExactly("err|work           hello");
  }
}
