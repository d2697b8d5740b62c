package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.AccountName;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

class StateDirectoryTest {
  private static final AccountName WORK = Samples.WORK;
  private static final AccountName OTHER = new AccountName("other");
  private static final Mailbox MOVED = new Mailbox("pop.example.org", "me@example.com");

  @TempDir Path directory;

  private StateDirectory state() {
    return Samples.state(directory);
  }

  private void record(AccountName name, Entry... entries) throws Failed {
    try (Ledger ledger = state().open(name, Samples.MAILBOX)) {
      ledger.begin();
      ledger.record(List.of(entries));
    }
  }

  private List<String> uids(AccountName name, Mailbox mailbox) throws Failed {
    try (Ledger ledger = state().open(name, mailbox)) {
      return ledger.seen().all().stream().map(m -> m.id().text()).sorted().toList();
    }
  }

  private static Failure failure(ThrowingCallable call) {
    Failed failed = catchThrowableOfType(Failed.class, call);
    assertThat(failed).as("it worked").isNotNull();
    return failed.failure();
  }

  private void damage() throws Exception {
    Path journal = directory.resolve("work/journal");
    Files.writeString(journal, Files.readString(journal).replace("uid-2 ", "uid-9 "));
  }

  @Test
  void listsAccountsThatHaveState() throws Exception {
    assertThat(Samples.state(directory.resolve("none")).accounts()).isEmpty();
    record(WORK, Samples.delivered(1));
    record(OTHER);
    record(new AccountName("forgotten"));
    state().forget(new AccountName("forgotten"));
    Files.createDirectory(directory.resolve("empty"));
    Files.createDirectory(directory.resolve(".hidden"));
    Files.writeString(directory.resolve("file"), "");
    assertThat(state().accounts()).containsExactly(OTHER, WORK);
  }

  @Test
  void findsAnAccountByItsMailbox() throws Exception {
    record(WORK);
    record(OTHER);
    state().adopt(OTHER, OTHER, MOVED);
    assertThat(state().about(Samples.MAILBOX)).containsExactly(WORK);
    assertThat(state().about(MOVED)).containsExactly(OTHER);
    assertThat(state().about(new Mailbox("pop.example.org", "other"))).isEmpty();
  }

  @Test
  void summarisesAnAccount() throws Exception {
    record(
        WORK,
        Samples.delivered(1),
        Samples.delivered(2),
        Samples.delivered(3),
        new Entry.CaughtUp(Samples.id(4), 1, Optional.empty(), Samples.NOON),
        new Entry.Deleted(Samples.id(1), Samples.NOON.plusSeconds(60)),
        Samples.gone(1),
        Samples.gone(4),
        new Entry.Refused(Samples.id(5), Samples.NOON),
        Samples.intended(6),
        new Entry.Learnt("capa", "TOP UIDL"));
    StateSummary summary = state().summary(WORK);
    assertThat(summary)
        .isEqualTo(
            new StateSummary(
                WORK,
                Optional.of(Samples.MAILBOX),
                3,
                1,
                1,
                2,
                1,
                1,
                Files.size(directory.resolve("work/journal"))
                    + Files.size(directory.resolve("work/snapshot")),
                Optional.of(Samples.NOON.plusSeconds(60)),
                summary.learnt(),
                Optional.empty(),
                Optional.empty()));
    assertThat(summary.learnt()).isEqualTo(Map.of("capa", "TOP UIDL"));
  }

  @Test
  void saysWhenNothingIsRememberedAndMakesNothing() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> state().summary(WORK),
            () -> state().forget(WORK),
            () -> state().forget(WORK, "uid-1"),
            () -> state().forgetDamaged(WORK),
            () -> state().adopt(WORK, OTHER, MOVED))) {
      Failure failure = failure(call);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
      assertThat(failure.cause()).isEqualTo("nothing is remembered of an account named work");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void peeksWhileARunIsAtWorkAndChangesNothing() throws Exception {
    assertThat(state().peek(WORK, Samples.MAILBOX).all()).isEmpty();
    assertThat(directory).isEmptyDirectory();
    Path journal = directory.resolve("work/journal");
    try (Ledger ledger = state().open(WORK, Samples.MAILBOX)) {
      ledger.record(List.of(Samples.delivered(1)));
      Files.writeString(journal, "2/2 deli", StandardOpenOption.APPEND);
      assertThat(state().peek(WORK, Samples.MAILBOX).all()).hasSize(1);
      assertThat(journal).content().endsWith("2/2 deli");
    }
    assertThat(failure(() -> state().peek(WORK, MOVED)).kind()).isEqualTo(Failure.Kind.CONFIG);
  }

  @Test
  void adoptsUnderAnotherName() throws Exception {
    record(WORK, Samples.delivered(1), Samples.intended(2));
    Files.createDirectory(directory.resolve("work/spool"));
    Files.writeString(directory.resolve("work/spool/2"), "spooled");
    String mark;
    try (Ledger ledger = state().open(WORK, Samples.MAILBOX)) {
      mark = ledger.mark();
    }
    state().adopt(WORK, OTHER, Samples.MAILBOX);
    assertThat(state().accounts()).containsExactly(OTHER);
    try (Ledger ledger = state().open(OTHER, Samples.MAILBOX)) {
      assertThat(ledger.mark()).isEqualTo(mark);
      assertThat(ledger.seen().all()).hasSize(1);
      assertThat(ledger.unsettled()).containsExactly(Samples.intended(2));
      assertThat(ledger.spool().resolve("2")).content().isEqualTo("spooled");
    }
    record(WORK, Samples.delivered(7)); // the old name is free again
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-7");
  }

  @Test
  void adoptsAnotherMailboxAndForgetsWhatItLearntAboutTheServer() throws Exception {
    record(
        WORK,
        Samples.delivered(1),
        new Entry.Learnt("server.capa", "TOP"),
        new Entry.Learnt("sink maildir:/home/me/Mail", "yes"));
    Mailbox otherUser = new Mailbox("POP.example.com", "you@example.com");
    state().adopt(WORK, WORK, otherUser);
    assertThat(state().summary(WORK).learnt()).hasSize(2);
    state().adopt(WORK, WORK, MOVED);
    assertThat(state().summary(WORK).learnt()).containsOnlyKeys("sink maildir:/home/me/Mail");
    assertThat(uids(WORK, MOVED)).containsExactly("uid-1");
    assertThat(failure(() -> uids(WORK, otherUser)).kind()).isEqualTo(Failure.Kind.CONFIG);
  }

  @Test
  void adoptsNothingThatIsTakenOrHeld() throws Exception {
    record(WORK, Samples.delivered(1));
    record(OTHER, Samples.delivered(2));
    assertThat(failure(() -> state().adopt(WORK, OTHER, Samples.MAILBOX)).cause())
        .isEqualTo("there already is a state of other");
    try (Ledger _ = state().open(OTHER, Samples.MAILBOX)) {
      assertThat(failure(() -> state().adopt(WORK, OTHER, Samples.MAILBOX)).kind())
          .isEqualTo(Failure.Kind.HELD);
      assertThat(failure(() -> state().adopt(OTHER, WORK, Samples.MAILBOX)).kind())
          .isEqualTo(Failure.Kind.HELD);
      assertThat(failure(() -> state().forget(OTHER)).kind()).isEqualTo(Failure.Kind.HELD);
      assertThat(failure(() -> state().forgetDamaged(OTHER)).kind()).isEqualTo(Failure.Kind.HELD);
    }
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-1");
    assertThat(uids(OTHER, Samples.MAILBOX)).containsExactly("uid-2");
  }

  @Test
  void forgetsOneMessageWithAllItsCopies() throws Exception {
    Identity copy = new Identity(Identity.Kind.UID, "uid-1", 1);
    record(
        WORK,
        Samples.delivered(1),
        new Entry.Delivered(copy, 1, Samples.digest(9), Samples.NOON),
        Samples.delivered(2),
        new Entry.Refused(Samples.id(3), Samples.NOON));
    assertThat(state().forget(WORK, "uid-1")).isEqualTo(2);
    assertThat(state().forget(WORK, "uid-3")).isEqualTo(1);
    assertThat(state().forget(WORK, "uid-4")).isZero();
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-2");
    assertThat(state().summary(WORK).refused()).isZero();
  }

  @Test
  void forgetsAnAccountButNotItsLock() throws Exception {
    record(WORK, Samples.delivered(1));
    Files.createDirectory(directory.resolve("work/spool"));
    Files.writeString(directory.resolve("work/spool/2"), "spooled");
    state().forget(WORK);
    try (var left = Files.walk(directory.resolve("work"))) {
      assertThat(left.filter(Files::isRegularFile)).containsExactly(directory.resolve("work/lock"));
    }
    assertThat(uids(WORK, MOVED)).isEmpty();
  }

  @Test
  void showsWhatIsLeftOfDamagedFilesAndGoesOnWithIt() throws Exception {
    record(WORK, Samples.delivered(1), Samples.delivered(2));
    record(WORK, Samples.delivered(3));
    assertThat(state().forgetDamaged(WORK)).isZero();
    damage();
    StateSummary summary = state().summary(WORK);
    assertThat(summary.delivered()).isEqualTo(2);
    assertThat(summary.damage().orElseThrow()).contains("journal:3: this line is damaged");
    assertThat(state().forgetDamaged(WORK)).isEqualTo(1);
    assertThat(state().summary(WORK).damage()).isEmpty();
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-1", "uid-3");
    record(WORK, Samples.delivered(4));
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-1", "uid-3", "uid-4");
  }

  @Test
  void goesOnWithOneFileWhenTheOtherIsGone() throws Exception {
    record(WORK, Samples.delivered(1));
    Files.delete(directory.resolve("work/snapshot"));
    assertThat(state().forgetDamaged(WORK)).isEqualTo(1);
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-1");
    Files.delete(directory.resolve("work/journal"));
    assertThat(state().forgetDamaged(WORK)).isEqualTo(1);
    assertThat(uids(WORK, Samples.MAILBOX)).containsExactly("uid-1");
  }

  @Test
  void withoutAFirstLineOnlyForgettingHelps() throws Exception {
    record(WORK, Samples.delivered(1));
    for (String file : List.of("work/snapshot", "work/journal")) {
      Path path = directory.resolve(file);
      Files.writeString(path, Files.readString(path).replace("popfetch", "p0pfetch"));
    }
    assertThat(state().summary(WORK).mailbox()).isEmpty();
    assertThat(failure(() -> state().forgetDamaged(WORK)).next())
        .isEqualTo("popfetch state forget work starts anew");
    state().forget(WORK);
    assertThat(uids(WORK, Samples.MAILBOX)).isEmpty();
  }
}
