package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Pipelining;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.os.Step;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.testing.ScriptedServer;

/// Runs on a disk that is full, or fails, somewhere on the way; and the next run, when it does not.
@Timeout(60)
class BrokenDiskTest {
  private static final int MESSAGES = 6;

  /// Where messages go.
  enum Kind {
    MAILDIR,
    MBOX
  }

  @TempDir Path root;
  private Bench bench = new Bench(Path.of("unused"));
  private DemoMailbox mailbox = new DemoMailbox("me", "abracadabra");
  private DemoServer server;

  @BeforeEach
  void serve() throws IOException {
    bench = new Bench(root);
    mailbox = new DemoMailbox("me", "abracadabra");
    for (int i = 1; i <= MESSAGES; i++) {
      mailbox.add(DemoMessage.text("Subject: " + i + "\n\nHello.\n"));
    }
    server = DemoServer.start(DemoOptions.serving(mailbox));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private Account account(Kind kind) {
    return switch (kind) {
      case MAILDIR -> bench.account(server.port());
      case MBOX -> Bench.into(new Destination.Mbox(bench.mbox()), bench.account(server.port()));
    };
  }

  /// From the `first` such step on there is no space left.
  private void full(int first, Predicate<Step> which) {
    var count = new AtomicInteger();
    bench.steps =
        step -> {
          if (which.test(step) && count.incrementAndGet() >= first) {
            throw new IOException("No space left on device");
          }
        };
  }

  private static boolean isUnder(Path directory, Step step) {
    return step.target().startsWith(directory);
  }

  private void assertThatTheNextRunCompletes(Kind kind) throws Failed {
    bench.steps = _ -> {};
    assertThat(bench.sync(account(kind).withKeep(new Keep.UntilDelivered())).status())
        .isEqualTo(ExitStatus.OK);
    assertThat(kind == Kind.MAILDIR ? bench.subjects() : bench.mboxSubjects())
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    assertThat(bench.leftovers()).isEmpty();
    assertThat(mailbox.count()).isZero();
    assertThat(bench.remembered(account(kind)))
        .hasSize(MESSAGES)
        .allMatch(line -> line.endsWith("delivered, deleted"));
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskWhileMessagesComeInIsToldOnce(Kind kind) throws Failed {
    Path spool = bench.stateDirectory().resolve("work").resolve("spool");
    full(
        4,
        step ->
            step.kind() == Step.Kind.WRITE
                && (isUnder(bench.maildir(), step) || isUnder(spool, step)));
    Bench.Ran ran = bench.sync(Bench.with(Pipelining.OFF, account(kind)));
    assertThat(ran.status()).isEqualTo(ExitStatus.DELIVERY);
    assertThat(ran.heard().all(Event.AccountFailed.class))
        .singleElement()
        .extracting(event -> event.failure().toString())
        .asString()
        .contains("no space left", "free some space and run again");
    assertThat(ran.heard().all(Event.MessageFailed.class)).isEmpty();
    long delivered = ran.heard().all(Event.Delivered.class).count();
    assertThat(bench.remembered(account(kind)))
        .filteredOn(line -> line.endsWith(" delivered"))
        .hasSize((int) delivered);
    // At most the message for which there was no room: it comes last next time.
    assertThat(bench.remembered(account(kind)))
        .filteredOn(line -> line.endsWith(" refused"))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(bench.leftovers()).isEmpty();
    assertThatTheNextRunCompletes(kind);
  }

  @Test
  void anMboxThatCannotGrowIsCutToItsFormerLength() throws Failed {
    full(2, step -> step.kind() == Step.Kind.WRITE && step.target().equals(bench.mbox()));
    Bench.Ran ran = bench.sync(account(Kind.MBOX));
    assertThat(ran.status()).isEqualTo(ExitStatus.DELIVERY);
    assertThat(bench.mboxSubjects()).hasSize((int) ran.heard().all(Event.Delivered.class).count());
    assertThatTheNextRunCompletes(Kind.MBOX);
  }

  @ParameterizedTest
  @EnumSource
  void aJournalThatCannotBeWrittenIsToldOnceWithItsReason(Kind kind) throws Failed {
    Path journal = bench.stateDirectory().resolve("work").resolve("journal");
    bench.sync(account(kind).withLimits(limitedTo(1)));
    for (int first = 1; first <= 4; first++) {
      full(first, step -> step.kind() == Step.Kind.WRITE && step.target().equals(journal));
      Bench.Ran ran = bench.sync(account(kind).withLimits(limitedTo(1)));
      if (ran.status() == ExitStatus.OK) {
        break;
      }
      assertThat(ran.status()).isEqualTo(ExitStatus.DELIVERY);
      assertThat(ran.heard().all(Event.AccountFailed.class))
          .singleElement()
          .extracting(event -> event.failure().toString())
          .asString()
          .startsWith("writing its state in " + journal.getParent() + ": no space left");
    }
    assertThatTheNextRunCompletes(kind);
  }

  private static Limits limitedTo(int messages) {
    return Limits.NONE.withMaxMessages(messages);
  }

  @Test
  void aDeletionThatCannotBeRecordedIsToldAndCounted() {
    Path journal = bench.stateDirectory().resolve("work").resolve("journal");
    Account account = account(Kind.MAILDIR);
    bench.sync(account);
    full(1, step -> step.kind() == Step.Kind.WRITE && step.target().equals(journal));
    Bench.Ran ran = bench.sync(account.withKeep(new Keep.UntilDelivered()));
    assertThat(ran.status()).isEqualTo(ExitStatus.DELIVERY);
    assertThat(ran.lines().getLast()).contains("6 deleted");
    assertThat(mailbox.count()).isZero();
  }

  /// One failure must not hide the other.
  @Test
  void aFullDiskAndALostConnectionAreBothTold() {
    full(1, step -> step.kind() == Step.Kind.WRITE && isUnder(bench.maildir(), step));
    String script =
        """
        S: +OK hello
        C: CAPA
        S: -ERR no
        C: USER me
        S: +OK
        C: PASS abracadabra
        S: +OK
        C: CAPA
        S: -ERR no
        C: UIDL
        S: +OK
        S: 1 a
        S: .
        C: LIST
        S: +OK
        S: 1 50
        S: .
        C: RETR 1
        S: +OK
        S: Subject: one
        S-repeat 1000 a line of text that is long enough to fill what is buffered before it is written
        S-close
        """;
    try (var hangsUp = ScriptedServer.start(script)) {
      Bench.Ran ran = bench.sync(bench.account(hangsUp.port()));
      assertThat(ran.heard().all(Event.AccountFailed.class).map(e -> e.failure().kind().name()))
          .containsExactlyInAnyOrder("DELIVERY", "UNREACHABLE");
      assertThat(ran.status()).isEqualTo(ExitStatus.DELIVERY);
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aBugInOneAccountLeavesTheBudgetToTheOthers() throws IOException {
    var large = new DemoMailbox("me", "abracadabra");
    large.add(new DemoMessage(1L << 35, DemoMessage.text("Subject: large\n\n").content()));
    Path broken = root.resolve("broken");
    bench.steps =
        step -> {
          if (step.target().startsWith(broken) && step.kind() == Step.Kind.CREATE) {
            throw new IllegalStateException("a bug");
          }
        };
    try (var one = DemoServer.start(DemoOptions.serving(large));
        var two = DemoServer.start(DemoOptions.serving(large))) {
      bench.options = new Options(1, false, false);
      Bench.Ran ran =
          bench.sync(
              Bench.account("one", one.port(), new Destination.Maildir(broken)),
              Bench.account("two", two.port(), new Destination.Maildir(bench.maildir())));
      assertThat(ran.status()).isEqualTo(ExitStatus.BUG);
      assertThat(bench.subjects()).containsExactly("large");
    }
  }
}
