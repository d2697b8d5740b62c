package org.popfetch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.popfetch.account.Keep;
import org.popfetch.plan.World.Listed;
import org.popfetch.plan.World.Memory;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Retention;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// For any maildrop, any memory, any policy and any clock: nothing that was not delivered is
/// deleted, what was seen is not fetched again where that can be known, every message is accounted
/// for, and every reason is true.
///
/// A world in which that is not so is made smaller, letter by letter, before it is shown.
/// `-Dpopfetch.worlds=N` looks at more of them, `-Dpopfetch.world=SEED` at one.
class PlanPropertyTest {
  private static final int WORLDS = Integer.getInteger("popfetch.worlds", 4000);

  @Test
  void everyMessageIsAccountedForOnce() {
    inEveryWorld(world -> {
      Plan plan = world.scene.plan();
      var numbers = new ArrayList<Integer>();
      plan.fetch().forEach(one -> numbers.add(one.message().number()));
      plan.delete().forEach(one -> numbers.add(one.message().number()));
      plan.skip().forEach(skip -> numbers.add(skip.what().message().number()));
      assertThat(numbers).containsExactlyInAnyOrderElementsOf(world.listed.keySet());
    });
  }

  /// What a sync does not look at any more makes no difference but for that it is skipped.
  @Test
  void whatIsSettledNeedsNothingDone() {
    var settled = new AtomicInteger();
    inEveryWorld(world -> {
      Scene scene = world.scene;
      Known known = scene.settled();
      settled.addAndGet(known.settled());
      Identification open = scene.identification(known);
      assertThat(scene.asked(known).numbers()).isEqualTo(scene.questions());
      assertThat(open.renamed()).isEqualTo(scene.identification().renamed());
      assertThat(Attendance.of(open.messages(), known, scene.policy()))
          .isEqualTo(attendance(world));
      Plan all = scene.plan();
      Plan plan = Plan.of(open.messages(), scene.ledger.seen(), scene.policy(), scene.asked(known));
      List<Plan.Skip> others = new ArrayList<>(all.skip());
      others.removeAll(plan.skip());
      assertThat(others).hasSize(known.settled());
      assertThat(others)
          .extracting(Plan.Skip::why)
          .isSubsetOf(
              Plan.Reason.SEEN,
              Plan.Reason.CAUGHT_UP,
              Plan.Reason.NOT_YET,
              Plan.Reason.OTHER_SESSION);
      assertThat(plan.fetch()).isEqualTo(all.fetch());
      assertThat(plan.retries()).isEqualTo(all.retries());
      assertThat(plan.delete()).isEqualTo(all.delete());
      assertThat(otherwise(plan)).isEqualTo(otherwise(all));
    });
    assertThat(settled).hasPositiveValue();
  }

  private static Map<Integer, Identity> otherwise(Plan plan) {
    return plan.doubts().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, doubt -> doubt.getValue().otherwise()));
  }

  /// The header that the server shows is the one that was delivered; what was delivered once
  /// justifies one deletion.
  @Test
  void nothingIsDeletedThatWasNotDelivered() {
    inEveryWorld(world -> {
      Set<Identity> justified = new HashSet<>();
      Identification identification = world.scene.identification();
      for (Identified one : world.scene.plan(identification).delete()) {
        Memory memory = world.of(formerly(one.seen().orElseThrow().id(), identification));
        assertThat(memory.isDelivered()).isTrue();
        assertThat(justified.add(memory.id())).isTrue();
        Listed letter = world.of(one);
        assertThat(world.canTop && one.proven() && letter.answered()).isTrue();
        assertThat(letter.header()).isEqualTo(memory.header());
      }
    });
  }

  /// Where no header can be seen beforehand, a message that is due is retrieved, and deleted only
  /// if its header is that of a memory of its uid.
  @Test
  void nothingIsDeletedUnread() {
    inEveryWorld(world -> {
      Plan plan = world.scene.plan();
      assertThat(world.canTop && !plan.doubts().isEmpty()).isFalse();
      Set<Identity> otherwise = new HashSet<>();
      for (Identified one : plan.fetch()) {
        Doubt doubt = plan.doubts().get(one.message().number());
        if (doubt != null) {
          assertThat(isDue(world, one.seen().orElseThrow())).isTrue();
          assertThat(otherwise.add(doubt.otherwise())).isTrue();
          assertThat(world.memories).noneMatch(m -> m.id().equals(doubt.otherwise()));
          doubt
              .resolve(Scene.digest(world.of(one).header()))
              .ifPresent(memory -> {
                assertThat(memory.id().text()).isEqualTo(world.of(one).uid());
                assertThat(world.of(memory.id()).header()).isEqualTo(world.of(one).header());
              });
        }
      }
    });
  }

  /// However little a session may delete, the sessions of a run come to an end, and each message is
  /// dealt with in one of them.
  @Test
  void theSessionsOfARunLeaveNothingOutAndDoNothingTwice() {
    inEveryWorld(world -> {
      int most = world.limits.commitEvery().orElse(Integer.MAX_VALUE);
      Set<Integer> dealtWith = new HashSet<>();
      Set<Identity> rest = Set.of();
      do {
        Plan plan = world.scene.plan();
        var these = new ArrayList<Identified>(plan.fetch());
        these.addAll(plan.delete());
        these.forEach(one -> assertThat(dealtWith.add(one.message().number())).isTrue());
        boolean all = world.keep instanceof Keep.UntilDelivered;
        int deletions = plan.delete().size() + (all ? plan.fetch() : plan.doubts().keySet()).size();
        assertThat(deletions - twins(plan, world)).isLessThanOrEqualTo(most);
        assertThat(rest.isEmpty() || plan.rest().size() < rest.size()).isTrue();
        rest = plan.rest();
        world.scene.nextSession();
      } while (!rest.isEmpty());
    });
  }

  /// By what a message was remembered before it was known by another uid.
  private static Identity formerly(Identity id, Identification identification) {
    return identification.renamed().stream()
        .map(Entry.Renamed.class::cast)
        .filter(renamed -> renamed.to().equals(id))
        .map(Entry.Renamed::from)
        .findFirst()
        .orElse(id);
  }

  @Test
  void nothingIsDeletedBeforeItsTime() {
    inEveryWorld(world -> {
      for (Identified one : world.scene.plan().delete()) {
        assertThat(isDue(world, one.seen().orElseThrow())).isTrue();
      }
      assertThat(world.refetch && !world.scene.plan().delete().isEmpty()).isFalse();
    });
  }

  /// Messages that are fetched because they share a uid with another one that is.
  private static int twins(Plan plan, World world) {
    List<String> uids =
        plan.fresh().stream().flatMap(one -> one.id().stream()).map(Identity::text).toList();
    return world.keep instanceof Keep.UntilDelivered ? uids.size() - Set.copyOf(uids).size() : 0;
  }

  @Test
  void nothingSeenIsFetchedAgainThatCanBeKnown() {
    inEveryWorld(world -> {
      for (Identified one : world.scene.plan().fresh()) {
        Listed letter = world.of(one);
        assertThat(world.refetch ? "" : whyKnown(world, letter))
            .as("how letter %d, fetched again, could be known", letter.letter())
            .isEmpty();
      }
    });
  }

  /// A message of a header that nobody delivered is fetched, unless a limit stands in the way, or
  /// its uid and its size are those of another one that is still remembered to be there.
  @Test
  void nothingNewCountsAsSeen() {
    inEveryWorld(world -> {
      if (!world.canTop) {
        return;
      }
      Set<String> headers = world.memories.stream().map(Memory::header).collect(Collectors.toSet());
      for (Plan.Skip skip : world.scene.plan().skip()) {
        Listed letter = world.of(skip.what());
        boolean isMistaken = plain(world, letter).isPresent();
        if (letter.answered() && !isMistaken && !headers.contains(letter.header())) {
          assertThat(skip.why())
              .isIn(Plan.Reason.TOO_LARGE, Plan.Reason.NEXT_RUN, Plan.Reason.NEXT_SESSION);
        }
      }
    });
  }

  @Test
  void everyReasonIsTrue() {
    inEveryWorld(world -> {
      Plan plan = world.scene.plan();
      for (Plan.Skip skip : plan.skip()) {
        assertThat(isTrue(skip, plan, world)).as(skip.toString()).isTrue();
      }
    });
  }

  @Test
  void aRunKeepsWithinItsLimits() {
    inEveryWorld(world -> {
      Plan plan = world.scene.plan();
      int first = plan.fetch().size() - plan.retries();
      assertThat(plan.fetch().subList(first, plan.fetch().size()))
          .allMatch(one -> isRefused(world, one));
      assertThat(plan.fetch().subList(0, first)).noneMatch(one -> isRefused(world, one));
      if (twins(plan, world) > 0) {
        return; // which may go beyond the limits
      }
      List<Identified> fresh = ofTheRun(plan, world);
      assertThat(plan.fresh())
          .allMatch(one -> one.message().octets() <= world.limits.maxSize().orElse(Long.MAX_VALUE));
      assertThat(fresh.size())
          .isLessThanOrEqualTo(world.limits.maxMessages().orElse(Integer.MAX_VALUE));
      assertThat(fresh.size() == 1 ? 0 : octets(fresh))
          .isLessThanOrEqualTo(world.limits.maxBytes().orElse(Long.MAX_VALUE));
    });
  }

  /// What is fetched will be remembered by an identity of its own, and no memory stands for two
  /// messages.
  @Test
  void identitiesAreTakenOnce() {
    inEveryWorld(world -> {
      Identification identification = world.scene.identification();
      Set<Identity> taken = new HashSet<>();
      for (Identified one : identification.messages()) {
        one.id().ifPresent(id -> assertThat(taken.add(id)).as(id.toString()).isTrue());
        if (one.seen().isEmpty() && one.id().isPresent()) {
          assertThat(world.memories).noneMatch(memory -> memory.id().equals(one.id().get()));
        }
      }
      Set<Identity> moved = new HashSet<>();
      for (Entry entry : identification.renamed()) {
        var renamed = (Entry.Renamed) entry;
        assertThat(moved.add(renamed.from())).isTrue();
        assertThat(taken).contains(renamed.to()).doesNotContain(renamed.from());
      }
    });
  }

  @Test
  void onlyHeadersThatTheServerCanShowAreAskedFor() {
    inEveryWorld(world -> {
      assertThat(world.listed.keySet()).containsAll(world.scene.questions());
      assertThat(world.canTop || world.scene.questions().isEmpty()).isTrue();
    });
  }

  @Test
  void attendanceIsTakenOfWhatIsRemembered() {
    inEveryWorld(world -> {
      List<Entry> taken = attendance(world);
      boolean believed = world.clockIsPlausible() && !world.listed.isEmpty();
      assertThat(taken.isEmpty() || believed).isTrue();
      Set<Identity> present = present(world);
      for (SeenMessage one : afterRenaming(world)) {
        boolean gone = believed && !present.contains(one.id()) && one.gone().isEmpty();
        boolean back = believed && present.contains(one.id()) && one.gone().isPresent();
        assertThat(taken.contains(new Entry.Gone(one.id(), world.scene.policy().now())))
            .isEqualTo(gone);
        assertThat(taken.contains(new Entry.Returned(one.id()))).isEqualTo(back);
      }
      taken.forEach(entry -> assertThat(isDated(entry, world)).isTrue());
    });
  }

  /// Whatever is listed, and whatever the clock says later: nothing is forgotten until it has been
  /// gone for 400 days, and then it is.
  @Test
  void nothingIsForgottenTooSoon() {
    inEveryWorld(world -> {
      afterRenaming(world);
      world.scene.record(attendance(world).toArray(Entry[]::new));
      Seen seen = world.scene.ledger.seen();
      Instant now = world.scene.policy().now();
      for (long days : new long[] {0, 1, 399, 400, 401, 2000}) {
        for (int seconds : new int[] {-1, 0}) {
          checkForgotten(seen, now.plus(Duration.ofDays(days)).plusSeconds(seconds));
        }
      }
    });
  }

  private static void checkForgotten(Seen seen, Instant then) {
    Collection<Identity> forgotten =
        Retention.due(seen, then).stream().map(Entry.Forgotten::id).collect(Collectors.toSet());
    boolean believed = seen.newest().filter(then::isBefore).isEmpty();
    for (SeenMessage one : seen.all()) {
      boolean over =
          one.gone().isPresent()
              && Duration.between(one.gone().get(), then).compareTo(Duration.ofDays(400)) >= 0;
      assertThat(forgotten.contains(one.id())).isEqualTo(believed && over);
    }
    assertThat(forgotten)
        .allMatch(id ->
            seen.refused().contains(id) || seen.all().stream().anyMatch(m -> m.id().equals(id)));
  }

  private static List<Entry> attendance(World world) {
    return Attendance.of(
        world.scene.identification().messages(), world.scene.known(), world.scene.policy());
  }

  private static Set<Identity> present(World world) {
    return world.scene.identification().messages().stream()
        .flatMap(one -> one.id().stream())
        .collect(Collectors.toSet());
  }

  /// What is remembered once the messages that bear other uids now are known by these.
  private static List<SeenMessage> afterRenaming(World world) {
    world.scene.record(world.scene.identification().renamed().toArray(Entry[]::new));
    return List.copyOf(world.scene.ledger.seen().all());
  }

  /// A new date is only for what was delivered while the clock was not set.
  private static boolean isDated(Entry entry, World world) {
    return switch (entry) {
      case Entry.Gone gone -> gone.at().equals(world.scene.policy().now());
      case Entry.Returned _ -> true;
      case Entry.Delivered dated ->
          dated.at().equals(world.scene.policy().now())
              && world.scene.ledger.seen().under(dated.id().kind(), dated.id().text()).stream()
                  .filter(one -> one.id().equals(dated.id()))
                  .allMatch(one -> one.at().isBefore(Instant.parse("2020-01-01T00:00:00Z")));
      case Entry.Intended _,
          Entry.CaughtUp _,
          Entry.Abandoned _,
          Entry.Deleted _,
          Entry.Renamed _,
          Entry.Forgotten _,
          Entry.Refused _,
          Entry.Learnt _ ->
          false;
    };
  }

  private static boolean isDue(World world, SeenMessage one) {
    Instant now = world.scene.policy().now();
    return switch (world.keep) {
      case Keep.Forever() -> false;
      case Keep.UntilDelivered() -> true;
      case Keep.For(var age) ->
          world.clockIsPlausible()
              && !one.at().isBefore(Instant.parse("2020-01-01T00:00:00Z"))
              && Duration.between(one.at(), now).compareTo(age) >= 0;
    };
  }

  /// How a letter could be told from all others as one that was seen; empty when it could not. The
  /// plain cases only, each of which has to be enough by itself.
  private static String whyKnown(World world, Listed letter) {
    long alike =
        world.listed.values().stream().filter(l -> l.header().equals(letter.header())).count();
    List<Memory> same =
        world.memories.stream().filter(m -> m.header().equals(letter.header())).toList();
    if (plain(world, letter).filter(m -> m.header().equals(letter.header())).isPresent()) {
      return "by its uid";
    }
    if (!world.canTop || !letter.answered() || alike != 1 || same.size() != 1) {
      return "";
    }
    Memory one = same.getFirst();
    boolean missing =
        world.listed.values().stream().noneMatch(l -> isUnder(one, l.uid())) && !one.deleted();
    if (one.hasDigest() && isUnder(one, letter.uid())) {
      return "by its uid and its header";
    }
    boolean isDigest = one.id().kind() == Identity.Kind.DIGEST;
    if (letter.uid().equals("-") && (isDigest || (missing && one.hasDigest()))) {
      return "by its header";
    }
    boolean moved = world.listed.size() * 2 >= world.memories.size();
    return world.migrated && moved && one.hasDigest() ? "by its header, on a migrated server" : "";
  }

  private static boolean isUnder(Memory memory, String uid) {
    return memory.id().kind() == Identity.Kind.UID && memory.id().text().equals(uid);
  }

  /// The one memory that bears the letter's uid, when nothing contradicts it.
  private static Optional<Memory> plain(World world, Listed letter) {
    List<Memory> under = world.memories.stream().filter(m -> isUnder(m, letter.uid())).toList();
    long sharing = world.listed.values().stream().filter(l -> l.uid().equals(letter.uid())).count();
    return under.size() == 1 && sharing == 1
        ? Optional.of(under.getFirst()).filter(m -> !m.deleted() && isAsLarge(m, letter))
        : Optional.empty();
  }

  private static boolean isAsLarge(Memory memory, Listed letter) {
    long then =
        switch (memory.entry()) {
          case Entry.Delivered one -> one.octets();
          case Entry.CaughtUp one -> one.octets();
          default -> throw new AssertionError(memory);
        };
    return letter.octets() < 0 || letter.octets() == then;
  }

  private static boolean isTrue(Plan.Skip skip, Plan plan, World world) {
    Identified one = skip.what();
    Optional<SeenMessage> seen = world.refetch ? Optional.empty() : one.seen();
    boolean delivered =
        seen.filter(memory -> memory.how() == SeenMessage.How.DELIVERED).isPresent();
    boolean due = seen.filter(memory -> isDue(world, memory)).isPresent();
    boolean byAge = world.keep instanceof Keep.For;
    return switch (skip.why()) {
      case SEEN -> delivered && world.keep instanceof Keep.Forever;
      case CAUGHT_UP -> seen.isPresent() && !delivered;
      case NOT_YET -> delivered && byAge && !due && world.clockIsPlausible();
      case CLOCK -> delivered && byAge && !world.clockIsPlausible();
      case UNPROVEN ->
          delivered && due && world.canTop && !one.proven() && !world.of(one).answered();
      case TOO_LARGE ->
          seen.isEmpty() && one.message().octets() > world.limits.maxSize().orElse(Long.MAX_VALUE);
      case NEXT_RUN ->
          seen.isEmpty()
              && !isRefused(world, one)
              && (isFull(plan, one, world) || (one.id().isEmpty() && isSessionFull(plan, world)));
      case NEXT_SESSION -> (seen.isEmpty() || due) && isSessionFull(plan, world);
      case OTHER_SESSION -> false;
    };
  }

  /// Some of what was asked for may turn out to be new, so that the session deletes less than it
  /// may.
  private static boolean isSessionFull(Plan plan, World world) {
    return world.limits.commitEvery().isPresent()
        && (world.keep instanceof Keep.UntilDelivered
            || world.scene.asked().putOff().size() > 0
            || plan.delete().size() + plan.doubts().size()
                >= world.limits.commitEvery().getAsInt());
  }

  /// What is new and within the run's limits, be it for this session or another.
  private static List<Identified> ofTheRun(Plan plan, World world) {
    var all = new ArrayList<>(plan.fresh());
    plan.skip().stream()
        .filter(skip -> skip.why() == Plan.Reason.NEXT_SESSION)
        .map(Plan.Skip::what)
        .filter(one -> one.seen().isEmpty() || world.refetch)
        .forEach(all::add);
    all.removeIf(one -> isRefused(world, one));
    return all;
  }

  private static boolean isRefused(World world, Identified one) {
    return one.id().filter(id -> world.scene.ledger.seen().refused(id).isPresent()).isPresent();
  }

  private static boolean isFull(Plan plan, Identified one, World world) {
    List<Identified> fresh = ofTheRun(plan, world);
    boolean count = fresh.size() >= world.limits.maxMessages().orElse(Integer.MAX_VALUE);
    long most = world.limits.maxBytes().orElse(Long.MAX_VALUE);
    boolean bytes = !fresh.isEmpty() && octets(fresh) + Math.max(0, one.message().octets()) > most;
    return count || bytes;
  }

  private static long octets(List<Identified> some) {
    return some.stream().mapToLong(one -> Math.max(0, one.message().octets())).sum();
  }

  private static void inEveryWorld(Consumer<World> check) {
    Long only = Long.getLong("popfetch.world");
    long[] seeds = only == null ? new Random(20261121).longs(WORLDS).toArray() : new long[] {only};
    for (long seed : seeds) {
      if (failure(seed, check).isPresent()) {
        throw smallest(new World(seed), check);
      }
    }
  }

  private static Optional<AssertionError> failure(long seed, Consumer<World> check) {
    return failure(new World(seed), check);
  }

  private static Optional<AssertionError> failure(World world, Consumer<World> check) {
    try {
      check.accept(world);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  /// Leaves out letters as long as it fails without them.
  private static AssertionError smallest(World world, Consumer<World> check) {
    for (int letter : world.letters) {
      World smaller = world.without(letter);
      if (failure(smaller, check).isPresent()) {
        return smallest(smaller, check);
      }
    }
    String shown = "in the world of seed " + world.seed + ":\n" + world;
    return new AssertionError(shown, failure(world.without(-1), check).orElse(null));
  }
}
