package org.popfetch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popfetch.plan.Scene.NOW;
import static org.popfetch.plan.Scene.id;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.account.Keep;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.SeenMessage;

class PlanTest {
  private static final Keep DELETE = new Keep.UntilDelivered();
  private static final Keep TWO_WEEKS = new Keep.For(Duration.ofDays(14));

  private final Scene scene = new Scene();

  @Test
  void fetchesWhatIsNewAndLeavesWhatWasSeen() {
    scene.listed("1 a 100 x", "2 b 200 y").delivered("a", 100, "x");
    assertThat(scene.questions()).isEmpty();
    assertThat(scene.planned()).isEqualTo("fetch 2; skip 1 SEEN");
  }

  @Test
  void fetchesWhatBearsTheUidOfAMessageOfAnotherSizeAndHeader() {
    scene.listed("1 a 999 z").delivered("a", 100, "x");
    assertThat(scene.questions()).containsExactly(1);
    assertThat(scene.planned()).isEqualTo("fetch 1");
    assertThat(scene.plan().fetch().getFirst().id()).contains(id("a", 1));
  }

  @Test
  void doesNotFetchAgainWhenOnlyTheListedSizeChanged() {
    scene.listed("1 a 103 x").delivered("a", 100, "x");
    assertThat(scene.planned()).isEqualTo("skip 1 SEEN");
  }

  @Test
  void fetchesAChangedSizeWhereTheHeaderCannotBeCompared() {
    scene.listed("1 a 103 x").delivered("a", 100, "x").withoutTop();
    assertThat(scene.questions()).isEmpty();
    assertThat(scene.planned()).isEqualTo("fetch 1");
  }

  @Test
  void deletesOnlyWhatShowsTheHeaderThatWasDelivered() {
    scene.keep(DELETE).listed("1 a 100 x", "2 b 100 other");
    scene.delivered("a", 100, "x").delivered("b", 100, "y");
    assertThat(scene.questions()).containsExactly(1, 2);
    assertThat(scene.planned()).isEqualTo("fetch 2; delete 1");
  }

  @Test
  void doesNotDeleteWhatTheServerDoesNotShow() {
    scene.keep(DELETE).listed("1 a 100 x").delivered("a", 100, "x");
    var unanswered = Identification.of(new Known(scene.maildrop(), scene.ledger.seen()), Map.of());
    var plan = Plan.of(unanswered.messages(), scene.ledger.seen(), scene.policy(), scene.asked());
    assertThat(plan.delete()).isEmpty();
    assertThat(plan.skip().getFirst().why()).isEqualTo(Plan.Reason.UNPROVEN);
  }

  @Test
  void retrievesAndComparesWhatIsDueWhereThereIsNoTop() {
    scene.keep(DELETE).withoutTop().listed("1 a 100 x", "2 b 100 z").delivered("a", 100, "x");
    assertThat(scene.planned()).isEqualTo("fetch 2; compare 1");
    Doubt doubt = scene.plan().doubts().values().iterator().next();
    assertThat(doubt.resolve(Scene.digest("x")).map(SeenMessage::id)).contains(id("a", 0));
    assertThat(doubt.resolve(Scene.digest("other"))).isEmpty();
    assertThat(doubt.otherwise()).isEqualTo(id("a", 1));
  }

  @Test
  void copiesInDoubtGetIdentitiesOfTheirOwn() {
    scene.keep(DELETE).withoutTop().listed("1 a 100 x", "2 a 100 y");
    scene.delivered("a", 0, 100, "x", Duration.ofHours(1));
    scene.delivered("a", 1, 100, "y", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("compare 1 2");
    assertThat(scene.plan().doubts().values().stream().map(Doubt::otherwise))
        .containsExactlyInAnyOrder(id("a", 2), id("a", 3));
  }

  @Test
  void whatFailedToBeComparedIsTriedLast() {
    scene.keep(DELETE).withoutTop().listed("1 a 100 x", "2 b 100 y").delivered("a", 100, "x");
    scene.record(new Entry.Refused(id("a", 0), NOW.minusSeconds(9)));
    assertThat(scene.plan().fetch().stream().map(one -> one.message().number()))
        .containsExactly(2, 1);
    assertThat(scene.plan().retries()).isEqualTo(1);
  }

  @Test
  void aSessionDeletesNoMoreThanItMayAndTheNextOneGoesOn() {
    scene.keep(DELETE).commitEvery(2);
    scene.listed("1 a 1 x", "2 b 1 y", "3 c 1 z", "4 d 1 w", "5 e 1 v", "6 f 1 u");
    scene.delivered("a", 1, "x").delivered("b", 1, "y").delivered("c", 1, "z");
    assertThat(scene.questions()).containsExactly(1, 2);
    assertThat(scene.planned())
        .isEqualTo(
            "delete 1 2; skip 3 NEXT_SESSION; skip 4 NEXT_SESSION; skip 5 NEXT_SESSION;"
                + " skip 6 NEXT_SESSION");
    // The first two are still there: the server did not commit.
    scene.nextSession().listed("7 new 1 t");
    assertThat(scene.questions()).containsExactly(3);
    assertThat(scene.planned())
        .isEqualTo(
            "fetch 4; delete 3; skip 1 OTHER_SESSION; skip 2 OTHER_SESSION; skip 5 NEXT_SESSION;"
                + " skip 6 NEXT_SESSION; skip 7 OTHER_SESSION");
    scene.nextSession();
    assertThat(scene.planned()).startsWith("fetch 5 6; ").doesNotContain("NEXT_SESSION");
  }

  @Test
  void messagesThatShareAUidAreFetchedInOneSessionWhenTheyAreDeletedInIt() {
    scene.keep(DELETE).limits(1000, 1, 1000).commitEvery(1);
    scene.listed("1 a 1 x", "2 b 1 y", "3 a 1 x");
    assertThat(scene.planned()).isEqualTo("fetch 1 3; skip 2 NEXT_RUN");
  }

  @Test
  void withoutTopAMessageThatTurnsUpInThePlaceOfAnotherStaysUntilItsOwnTime() {
    scene.keep(TWO_WEEKS).withoutTop().listed("1 a 100 young");
    scene.delivered("a", 0, 100, "old", Duration.ofDays(15));
    Doubt doubt = scene.plan().doubts().values().iterator().next();
    assertThat(doubt.resolve(Scene.digest("old"))).matches(one -> doubt.isDue(one.orElseThrow()));
    scene.delivered("a", 1, 100, "young", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("skip 1 NOT_YET");
    scene.listed("2 a 100 old");
    Doubt either = scene.plan().doubts().values().iterator().next();
    assertThat(either.isDue(either.resolve(Scene.digest("young")).orElseThrow())).isFalse();
    assertThat(either.isDue(either.resolve(Scene.digest("old")).orElseThrow())).isTrue();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyCopiesInDoubtTakeNoLongerThanManyUids() {
    scene.keep(DELETE).withoutTop();
    for (int number = 1; number <= 20_000; number++) {
      scene.listed(number + " a 100 x").delivered("a", number, 100, "x", Duration.ofHours(1));
    }
    assertThat(scene.plan().doubts()).hasSize(20_000);
  }

  @Test
  void theLimitsOfARunHoldForAllItsSessions() {
    scene.keep(DELETE).limits(1000, 3, 1000).commitEvery(2);
    scene.listed("1 a 1 x", "2 b 1 y", "3 c 1 z", "4 d 1 w");
    assertThat(scene.planned()).isEqualTo("fetch 1 2; skip 3 NEXT_SESSION; skip 4 NEXT_RUN");
    assertThat(scene.nextSession().planned()).startsWith("fetch 3; ");
  }

  @Test
  void whatFailedBeforeComesAfterAllSessionsOfWhatIsNew() {
    scene.keep(DELETE).commitEvery(2).listed("1 a 1 x", "2 b 1 y", "3 c 1 z", "4 d 1 w");
    scene.record(new Entry.Refused(id("a", 0), NOW.minusSeconds(9)));
    assertThat(scene.planned()).isEqualTo("fetch 2 3; skip 1 NEXT_SESSION; skip 4 NEXT_SESSION");
    assertThat(scene.nextSession().planned()).startsWith("fetch 4 1; ");
  }

  @Test
  void aSessionThatDeletesNothingFetchesAll() {
    scene.commitEvery(1).listed("1 a 1 x", "2 b 1 y");
    assertThat(scene.planned()).isEqualTo("fetch 1 2");
  }

  @Test
  void aMessageThatNoOtherSessionCouldNameWaitsForTheNextRun() {
    scene.keep(DELETE).withoutTop().withoutUidl().commitEvery(1).listed("1 - 1 x", "2 - 1 y");
    assertThat(scene.planned()).isEqualTo("fetch 1; skip 2 NEXT_RUN");
  }

  @Test
  void neverDeletesWhatWasOnlyCaughtUp() {
    scene.keep(DELETE).listed("1 a 100 x").caughtUp("a", 100);
    assertThat(scene.planned()).isEqualTo("skip 1 CAUGHT_UP");
  }

  @Test
  void deletesByAgeCountedFromDelivery() {
    scene.keep(TWO_WEEKS).listed("1 a 100 x", "2 b 100 y");
    scene.delivered("a", 0, 100, "x", Duration.ofDays(14));
    scene.delivered("b", 0, 100, "y", Duration.ofDays(14).minusSeconds(1));
    assertThat(scene.planned()).isEqualTo("delete 1; skip 2 NOT_YET");
  }

  @Test
  void deletesNothingByAgeWhileTheClockIsBeforeTheNewestEntry() {
    scene.keep(TWO_WEEKS).listed("1 a 100 x").delivered("a", 0, 100, "x", Duration.ofDays(20));
    scene.delivered("b", 100, "y").at(NOW.minus(Duration.ofDays(2)));
    assertThat(scene.planned()).isEqualTo("skip 1 CLOCK");
  }

  @Test
  void deletesNothingByAgeWhileTheClockIsBefore2020() {
    scene.keep(TWO_WEEKS).listed("1 a 100 x").at(Instant.EPOCH.plus(Duration.ofDays(40)));
    scene.record(new Entry.Delivered(id("a", 0), 100, Scene.digest("x"), Instant.EPOCH));
    assertThat(scene.planned()).isEqualTo("skip 1 CLOCK");
  }

  @Test
  void sendsDeleAgainForWhatIsListedAfterItsDeletion() {
    scene.keep(DELETE).listed("1 a 100 x").delivered("a", 100, "x");
    scene.record(new Entry.Deleted(id("a", 0), NOW.minusSeconds(60)));
    assertThat(scene.planned()).isEqualTo("delete 1");
  }

  @Test
  void fetchesWhatBearsTheUidOfADeletedMessage() {
    scene.keep(DELETE).listed("1 1 100 new").delivered("1", 100, "old");
    scene.record(new Entry.Deleted(id("1", 0), NOW.minusSeconds(60)));
    assertThat(scene.planned()).isEqualTo("fetch 1");
  }

  @Test
  void tellsCopiesOfOneUidApartByTheirHeaders() {
    scene.listed("1 a 100 x", "2 a 100 y").delivered("a", 0, 100, "y", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("fetch 1; skip 2 SEEN");
  }

  @Test
  void countsEqualMessagesThatShareAUid() {
    scene.listed("1 a 100 x", "2 a 100 x");
    assertThat(scene.planned()).isEqualTo("fetch 1 2");
    scene.delivered("a", 0, 100, "x", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("fetch 2; skip 1 SEEN");
    scene.delivered("a", 1, 100, "x", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("skip 1 SEEN; skip 2 SEEN");
  }

  @Test
  void fetchesAllCopiesAgainWhileFewerAreKnownAndNoHeaderTellsThemApart() {
    scene.withoutTop().listed("1 a 100 x", "2 a 100 y");
    scene.delivered("a", 0, 100, "x", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("fetch 1 2");
    scene.delivered("a", 1, 100, "x", Duration.ofHours(1));
    scene.delivered("a", 2, 100, "y", Duration.ofHours(1));
    assertThat(scene.planned()).isEqualTo("skip 1 SEEN; skip 2 SEEN");
  }

  @Test
  void recognisesAMigratedServerByHeaders() {
    scene.listed("1 new1 100 x", "2 new2 100 y", "3 new3 100 z");
    scene.delivered("old1", 100, "x").delivered("old2", 100, "y");
    assertThat(scene.questions()).containsExactly(1, 2, 3);
    assertThat(scene.planned()).isEqualTo("fetch 3; skip 1 SEEN; skip 2 SEEN");
    assertThat(scene.identification().renamed())
        .containsExactly(
            new Entry.Renamed(id("old1", 0), id("new1", 0)),
            new Entry.Renamed(id("old2", 0), id("new2", 0)));
  }

  @Test
  void asksForNoHeadersWhenMostOfWhatIsKnownIsStillThere() {
    scene.listed("1 a 1 x", "2 b 1 y", "3 c 1 z", "4 d 1 w", "5 e 1 v");
    scene.delivered("a", 1, "x").delivered("b", 1, "y").delivered("gone", 1, "w");
    assertThat(scene.questions()).isEmpty();
    assertThat(scene.planned()).isEqualTo("fetch 3 4 5; skip 1 SEEN; skip 2 SEEN");
  }

  @Test
  void takesTheHeaderForIdentityWhereThereIsNoUidl() {
    scene.withoutUidl().listed("1 - 100 x", "2 - 100 y", "3 - 100 y");
    assertThat(scene.questions()).containsExactly(1, 2, 3);
    scene.record(
        new Entry.Delivered(
            Identity.of(Scene.digest("y"), 0), 100, Scene.digest("y"), NOW.minusSeconds(5)));
    assertThat(scene.planned()).isEqualTo("fetch 1 3; skip 2 SEEN");
  }

  @Test
  void looksUpAMissingUidByHeader() {
    scene.listed("1 a 100 x", "2 - 100 y").delivered("a", 100, "x").delivered("b", 100, "y");
    assertThat(scene.planned()).isEqualTo("skip 1 SEEN; skip 2 SEEN");
  }

  @Test
  void skipsWhatIsTooLargeAndStopsAtTheRunsLimits() {
    scene.limits(1000, 2, 1500).listed("1 a 700 x", "2 b 2000 y", "3 c 900 z", "4 d 300 w");
    scene.listed("5 e 10 v");
    assertThat(scene.planned())
        .isEqualTo("fetch 1 4; skip 2 TOO_LARGE; skip 3 NEXT_RUN; skip 5 NEXT_RUN");
  }

  @Test
  void fetchesAMessageThatAloneIsOverMaxBytes() {
    scene.limits(10_000, 9, 100).listed("1 a 700 x", "2 b 1 y");
    assertThat(scene.planned()).isEqualTo("fetch 1; skip 2 NEXT_RUN");
  }

  @Test
  void triesWhatFailedBeforeLastAndBeyondTheLimits() {
    scene.limits(10_000, 1, 10_000).listed("1 a 1 x", "2 b 1 y", "3 c 1 z");
    scene.record(new Entry.Refused(id("a", 0), NOW.minusSeconds(9)));
    assertThat(scene.planned()).isEqualTo("fetch 2 1; skip 3 NEXT_RUN");
  }

  @Test
  void refetchesWhatWasSeenUnderItsOldIdentity() {
    scene.refetch().keep(DELETE).listed("1 a 100 x").delivered("a", 100, "x");
    assertThat(scene.questions()).isEmpty();
    assertThat(scene.planned()).isEqualTo("fetch 1");
    assertThat(scene.plan().fetch().getFirst().id()).contains(id("a", 0));
  }

  /// A hostile server's maildrop must not keep a run busy for hours.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyCopiesOfOneUidTakeNoLongerThanManyUids() {
    for (int number = 1; number <= 40_000; number++) {
      scene.listed(number + " a 100 x");
      if (number % 2 == 0) {
        scene.delivered("a", number, 100, "x", Duration.ofHours(1));
      }
    }
    assertThat(scene.plan().fetch()).hasSize(20_000);
    assertThat(scene.withoutTop().plan().fetch()).hasSize(40_000);
    assertThat(scene.withoutUidl().plan().fetch()).hasSize(40_000);

    var others = new Scene();
    for (int number = 1; number <= 40_000; number++) {
      others.listed(number + " a 100 y").delivered("a", number, 100, "x", Duration.ofHours(1));
    }
    assertThat(others.plan().fetch()).hasSize(40_000);
  }
}
