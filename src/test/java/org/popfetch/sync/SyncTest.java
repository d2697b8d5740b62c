package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Pipelining;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;

/// Runs against a server that behaves.
@Timeout(60)
class SyncTest {
  private static final Keep DELETE = new Keep.UntilDelivered();
  private static final Keep TWO_WEEKS = new Keep.For(Duration.ofDays(14));

  @TempDir Path root;
  private Bench bench = new Bench(Path.of("unused"));
  private DemoMailbox mailbox = new DemoMailbox("me", "abracadabra");
  private DemoServer server;

  @BeforeEach
  void serve() throws IOException {
    bench = new Bench(root);
    mailbox = new DemoMailbox("me", "abracadabra");
    server = DemoServer.start(DemoOptions.serving(mailbox));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void put(String... subjects) {
    for (String subject : subjects) {
      mailbox.add(DemoMessage.text("From: ada@example.org\nSubject: " + subject + "\n\nHello.\n"));
    }
  }

  private Account account() {
    return bench.account(server.port());
  }

  private static List<String> summary(Bench.Ran ran) {
    return List.of(ran.lines().getLast());
  }

  @Test
  void fetchesEachMessageOnceAndLeavesAllOfThemThere() throws Failed {
    put("one", "two", "three");
    assertThat(bench.sync(account()).status()).isEqualTo(ExitStatus.OK);
    put("four");
    assertThat(summary(bench.sync(account())))
        .containsExactly("OK: 4 on the server, 1 delivered, 0 deleted, 0 skipped, 0 failed");
    assertThat(bench.subjects()).containsExactly("four", "one", "three", "two");
    assertThat(bench.remembered(account())).hasSize(4).allMatch(line -> line.endsWith("delivered"));
    assertThat(mailbox.count()).isEqualTo(4);
  }

  @Test
  void deliversWhatTheServerSentWithTheLineEndsOfThisMachine() {
    put("one");
    bench.sync(account());
    assertThat(Bench.read(Bench.files(bench.maildir().resolve("new")).getFirst()))
        .isEqualTo("From: ada@example.org\nSubject: one\n\nHello.\n");
  }

  @Test
  void deletesWhatIsDelivered() throws Failed {
    put("one", "two");
    Bench.Ran ran = bench.sync(account().withKeep(DELETE));
    assertThat(summary(ran))
        .containsExactly("OK: 2 on the server, 2 delivered, 2 deleted, 0 skipped, 0 failed");
    assertThat(mailbox.count()).isZero();
    assertThat(bench.subjects()).containsExactly("one", "two");
    assertThat(bench.remembered(account()))
        .hasSize(2)
        .allMatch(line -> line.endsWith("delivered, deleted"));
  }

  @Test
  void fencesOffWhatFailedBeforeHoweverFullThePipelineIs() throws Failed {
    IntStream.range(0, 70).forEach(i -> put("%03d".formatted(i)));
    bench.record(
        account(),
        mailbox.uids().stream()
            .skip(54)
            .map(uid -> new Entry.Refused(Identity.of(new Uid(uid), 0), Instant.EPOCH))
            .toArray(Entry[]::new));
    assertThat(summary(bench.sync(account())))
        .containsExactly("OK: 70 on the server, 70 delivered, 0 deleted, 0 skipped, 0 failed");
  }

  @Test
  void fetchesHundredsPipelinedAndInLockStepAlike() {
    IntStream.range(0, 300).forEach(i -> put("%03d".formatted(i)));
    bench.sync(account());
    List<String> pipelined = bench.subjects();
    bench.options = new Options(1, false, true);
    bench.sync(Bench.with(Pipelining.OFF, account()).withKeep(DELETE));
    assertThat(pipelined).hasSize(300).doesNotHaveDuplicates();
    assertThat(bench.subjects()).hasSize(600);
    assertThat(mailbox.count()).isZero();
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void deletesByAgeCountedFromDelivery() {
    put("one");
    Account account = account().withKeep(TWO_WEEKS);
    bench.sync(account);
    put("two");
    bench.now = bench.now.plus(Duration.ofDays(10));
    bench.sync(account);
    bench.now = bench.now.plus(Duration.ofDays(4));
    bench.sync(account);
    assertThat(mailbox.count()).isEqualTo(1);
    bench.now = bench.now.plus(Duration.ofDays(100));
    bench.sync(account);
    assertThat(mailbox.count()).isZero();
    assertThat(bench.subjects()).containsExactly("one", "two");
  }

  @Test
  void deletesNothingByAgeWhileTheClockIsNotToBeBelieved() {
    put("one");
    Account account = account().withKeep(TWO_WEEKS);
    bench.sync(account);
    bench.now = Instant.EPOCH;
    assertThat(bench.sync(account).lines())
        .containsExactly(
            "notice: this machine's clock says 1970-01-01T00:00:00Z, which cannot be right: nothing"
                + " is deleted by age",
            "OK: 1 on the server, 0 delivered, 0 deleted, 0 skipped, 0 failed");
    assertThat(mailbox.count()).isEqualTo(1);
  }

  @Test
  void countsFromTheFirstBelievableRunWhatWasDeliveredBeforeTheClockWasSet() {
    put("one");
    Account account = account().withKeep(TWO_WEEKS);
    bench.now = Instant.EPOCH;
    bench.sync(account);
    bench.now = Bench.NOW;
    bench.sync(account);
    assertThat(mailbox.count()).isEqualTo(1);
    bench.now = Bench.NOW.plus(Duration.ofDays(14));
    bench.sync(account);
    assertThat(mailbox.count()).isZero();
    assertThat(bench.subjects()).containsExactly("one");
  }

  @Test
  void doesNotDateAMessageBackWhenTheClockWasSetBack() {
    put("one");
    Account account = account().withKeep(TWO_WEEKS);
    bench.sync(account);
    put("two");
    bench.now = Bench.NOW.minus(Duration.ofDays(700));
    bench.sync(account);
    bench.now = Bench.NOW.plus(Duration.ofDays(1));
    bench.sync(account);
    assertThat(bench.subjects()).containsExactly("one", "two");
    assertThat(mailbox.count()).isEqualTo(2);
  }

  @Test
  void neverDeletesWhatWasOnlyCaughtUp() throws Failed {
    put("one");
    String uid = mailbox.uids().getFirst();
    bench.record(
        account(),
        new Entry.CaughtUp(Identity.of(new Uid(uid), 0), -1, Optional.empty(), Bench.NOW));
    bench.sync(account().withKeep(DELETE));
    assertThat(mailbox.count()).isEqualTo(1);
    assertThat(bench.subjects()).isEmpty();
  }

  @Test
  void rehearsesWithoutChangingAnything() {
    put("one", "two");
    bench.options = new Options(1, true, false);
    assertThat(bench.sync(account().withKeep(DELETE)).lines())
        .containsExactly(
            "would fetch 1 " + mailbox.uids().get(0),
            "would fetch 2 " + mailbox.uids().get(1),
            "OK: 2 on the server, 0 delivered, 0 deleted, 0 skipped, 0 failed");
    assertThat(Bench.files(root)).isEmpty();
    assertThat(mailbox.count()).isEqualTo(2);
  }

  @Test
  void rehearsesDeletionsTooAndBesideAnotherRun() throws Failed {
    put("one");
    bench.sync(account());
    bench.options = new Options(1, true, false);
    List<String> before = bench.remembered(account());
    try (Ledger _ = bench.state().open(account())) {
      assertThat(bench.sync(account().withKeep(DELETE)).lines())
          .containsExactly(
              "would delete 1 " + mailbox.uids().getFirst(),
              "OK: 1 on the server, 0 delivered, 0 deleted, 0 skipped, 0 failed");
    }
    assertThat(bench.remembered(account())).isEqualTo(before);
    assertThat(mailbox.count()).isEqualTo(1);
  }

  @Test
  void fetchesAgainWhatWasSeenWhenToldTo() {
    put("one");
    bench.sync(account());
    bench.options = new Options(1, false, true);
    bench.sync(account());
    assertThat(bench.subjects()).containsExactly("one", "one");
  }

  @Test
  void putsAReceivedFieldInFrontWhichDoesNotChangeWhatTheMessageIs() {
    put("one");
    Account account = Bench.withReceivedField(account());
    bench.sync(account);
    assertThat(Bench.read(Bench.files(bench.maildir().resolve("new")).getFirst()))
        .matches(
            "(?s)Received: from 127\\.0\\.0\\.1 by \\S+ with POP3 \\(popfetch, account work\\);\n"
                + "\tSat, 21 Nov 2026 12:00:00 \\+0000\nFrom: ada@example.org\n.*");
    bench.sync(account.withKeep(DELETE));
    assertThat(mailbox.count()).isZero();
    assertThat(bench.subjects()).containsExactly("one");
  }

  @Test
  void leavesTheAccountToTheRunThatHoldsItAndSaysSoOnceADay() throws Failed {
    put("one");
    try (Ledger _ = bench.state().open(account())) {
      Bench.Ran ran = bench.sync(account());
      assertThat(ran.status()).isEqualTo(ExitStatus.TRY_LATER);
      String holder =
          "failed: HELD opening its state: another popfetch (pid %d, since 12:00) holds this account"
              .formatted(ProcessHandle.current().pid());
      assertThat(ran.lines()).contains(holder);
      assertThat(bench.sync(account()).lines()).contains(holder + " (told before)");
    }
    assertThat(bench.subjects()).isEmpty();
    assertThat(bench.sync(account()).status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void refusesToStartWhereItCannotRemember() throws IOException {
    put("one");
    Files.writeString(bench.stateDirectory(), "a file");
    Bench.Ran ran = bench.sync(account());
    assertThat(ran.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(ran.heard().all(Event.Phase.class)).isEmpty();
    assertThat(bench.maildir()).doesNotExist();
  }

  @Test
  void refusesToStartWithADamagedMemory() throws IOException {
    put("one", "two");
    bench.sync(account());
    Path journal = bench.stateDirectory().resolve("work").resolve("journal");
    String text = Bench.read(journal);
    int middle = text.indexOf('\n', text.indexOf('\n') + 1) + 3;
    Files.writeString(journal, text.substring(0, middle) + "~" + text.substring(middle + 1));
    Bench.Ran ran = bench.sync(account());
    assertThat(ran.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(ran.heard().all(Event.Phase.class))
        .noneMatch(phase -> phase.what().equals("logging in"));
    assertThat(ran.lines().getFirst()).contains("nothing was fetched", "popfetch state forget");
    assertThat(bench.subjects()).hasSize(2);
  }

  @Test
  void doesNotBeginAnewWhatWasRenamed() {
    put("one");
    bench.sync(account());
    Account renamed = Bench.account("job", server.port(), new Destination.Maildir(bench.maildir()));
    Bench.Ran ran = bench.sync(renamed);
    assertThat(ran.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(ran.lines().getFirst()).contains("popfetch state adopt work job");
    bench.alsoConfigured.add("work");
    assertThat(bench.sync(renamed).status()).isEqualTo(ExitStatus.OK);
    assertThat(bench.subjects()).containsExactly("one", "one");
  }

  /// Whoever mistypes his name has nothing to adopt and nothing to forget.
  @Test
  void aLoginThatFailedBindsTheAccountToNothing() throws Failed {
    put("one");
    assertThat(bench.sync(mistyped(account())).status()).isEqualTo(ExitStatus.LOGIN);
    assertThat(bench.state().accounts()).isEmpty();
    assertThat(bench.maildir()).doesNotExist();
    assertThat(bench.sync(account()).status()).isEqualTo(ExitStatus.OK);
    assertThat(bench.subjects()).containsExactly("one");
    assertThat(bench.remembered(account())).hasSize(1);
  }

  @Test
  void norDoesAServerThatIsNotThere() throws Failed {
    put("one");
    int port = server.port();
    server.close();
    Account account = bench.account(port);
    assertThat(bench.sync(account).status()).isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(bench.state().accounts()).isEmpty();
    assertThat(bench.maildir()).doesNotExist();
  }

  /// Renamed and mistyped at once: the failed attempt under the new name must not make the old
  /// state look like another account's.
  @Test
  void aRenamedAccountIsRecognisedAfterAFailedLogin() throws Failed {
    put("one");
    bench.sync(account());
    Account renamed = Bench.account("job", server.port(), new Destination.Maildir(bench.maildir()));
    assertThat(bench.sync(mistyped(renamed)).status()).isEqualTo(ExitStatus.LOGIN);
    Bench.Ran ran = bench.sync(renamed);
    assertThat(ran.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(ran.lines().getFirst()).contains("popfetch state adopt work job");
    bench.state().adopt(account().name(), renamed.name(), Mailbox.of(renamed));
    assertThat(bench.sync(renamed).status()).isEqualTo(ExitStatus.OK);
    assertThat(bench.subjects()).containsExactly("one");
  }

  /// The other way round: what a mistyped name tried is nobody's former state.
  @Test
  void anAccountThatNeverLoggedInIsNobodysFormerName() {
    put("one");
    server.close();
    Account first = bench.account(server.port());
    bench.sync(first);
    Account renamed = Bench.account("job", server.port(), new Destination.Maildir(bench.maildir()));
    assertThat(bench.sync(renamed).status()).isEqualTo(ExitStatus.UNREACHABLE);
  }

  private static Account mistyped(Account a) {
    return Bench.of("mee", a);
  }

  @Test
  void doesNotTrustOneMailboxsMemoryAboutAnother() throws Failed {
    put("one");
    try (Ledger ledger = bench.state().open(account().name(), new Mailbox("elsewhere", "me"))) {
      ledger.begin();
    }
    Bench.Ran ran = bench.sync(account().withKeep(DELETE));
    assertThat(ran.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(ran.lines().getFirst()).contains("popfetch state adopt work");
    assertThat(mailbox.count()).isEqualTo(1);
  }

  @Test
  void doesNotMakeAnewAMaildirThatVanished() throws IOException {
    put("one");
    bench.sync(account());
    Files.move(bench.maildir(), root.resolve("elsewhere"));
    put("two");
    Bench.Ran ran = bench.sync(account());
    assertThat(ran.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(ran.lines().getFirst()).contains("is its disk mounted?");
    assertThat(bench.maildir()).doesNotExist();
    Files.move(root.resolve("elsewhere"), bench.maildir());
    assertThat(bench.sync(account()).status()).isEqualTo(ExitStatus.OK);
    assertThat(bench.subjects()).containsExactly("one", "two");
  }

  @Test
  void doesNotMakeAnewAnMboxThatVanished() throws IOException {
    put("one");
    Account account = Bench.into(new Destination.Mbox(bench.mbox()), account());
    bench.sync(account);
    Files.delete(bench.mbox());
    assertThat(bench.sync(account).status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(bench.mbox()).doesNotExist();
  }

  @Test
  void deliversTwoAccountsIntoOneMaildirAndOneMbox() throws IOException {
    var other = new DemoMailbox("me", "abracadabra");
    try (var second = DemoServer.start(DemoOptions.serving(other))) {
      var subjects = new ArrayList<String>();
      for (int i = 0; i < 60; i++) {
        subjects.add("%02d".formatted(i));
        (i % 2 == 0 ? mailbox : other)
            .add(DemoMessage.text("Subject: %02d\n\nFrom me\n".formatted(i)));
      }
      for (Destination destination :
          List.of(new Destination.Maildir(bench.maildir()), new Destination.Mbox(bench.mbox()))) {
        bench.options = new Options(16, false, true);
        Bench.Ran ran =
            bench.sync(
                Bench.account("one", server.port(), destination),
                Bench.account("two", second.port(), destination));
        assertThat(ran.status()).isEqualTo(ExitStatus.OK);
      }
      assertThat(bench.subjects()).isEqualTo(subjects);
      assertThat(bench.mboxSubjects()).containsExactlyInAnyOrderElementsOf(subjects);
      assertThat(bench.leftovers()).isEmpty();
    }
  }

  @Test
  void oneAccountsTroubleIsNotTheOthers() throws IOException {
    put("one");
    int closed;
    try (var gone = DemoServer.start(DemoOptions.serving(new DemoMailbox("me", "abracadabra")))) {
      closed = gone.port();
    }
    Bench.Ran ran =
        bench.sync(
            Bench.account("gone", closed, new Destination.Maildir(root.resolve("other"))),
            account());
    assertThat(ran.status()).isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(bench.subjects()).containsExactly("one");
    assertThat(ran.heard().all(Event.Finished.class)).hasSize(2);
  }

  @Test
  void goesOnWithMessagesThatTogetherAreLargerThanWhatMayBeOnItsWay() {
    byte[] large = new byte[13 * 1024 * 1024];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i % 72 == 70 ? '\r' : i % 72 == 71 ? '\n' : 'x');
    }
    IntStream.range(0, 4).forEach(_ -> mailbox.add(DemoMessage.of(large)));
    mailbox.add(new DemoMessage(1L << 35, DemoMessage.text("Subject: huge\n\n").content()));
    put("small");
    Bench.Ran ran = bench.sync(account().withKeep(DELETE));
    assertThat(ran.status()).isEqualTo(ExitStatus.OK);
    assertThat(Bench.files(bench.maildir().resolve("new"))).hasSize(6);
    assertThat(mailbox.count()).isZero();
  }
}
