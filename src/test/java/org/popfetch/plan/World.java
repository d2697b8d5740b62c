package org.popfetch.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Uid;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;

/// Letters that exist, of which some are remembered and some are listed, in ways that real servers
/// have; a policy and a clock. All by a seed, and each letter by itself, so that one can be left
/// out and the others stay as they are.
///
/// A letter's true name is a number that the planner does not know.
final class World {
  private static final int MOST_LETTERS = 12;
  private static final Duration LATELY = Duration.ofDays(30);

  /// What is remembered, and of which letter's header.
  record Memory(Entry entry, Identity id, String header, boolean hasDigest, boolean deleted) {
    boolean isDelivered() {
      return entry instanceof Entry.Delivered;
    }
  }

  /// A letter that is on the server.
  record Listed(int letter, String uid, String header, long octets, boolean answered) {}

  final long seed;
  final SortedSet<Integer> letters;
  final Scene scene = new Scene();
  final List<Memory> memories = new ArrayList<>();
  final Map<Integer, Listed> listed = new HashMap<>();
  final Set<Identity> refused = new HashSet<>();
  final Keep keep;
  final Limits limits;
  final boolean refetch;
  final boolean canTop;

  /// All that is remembered bears uids that the server gives no more, and has no other traits that
  /// make it hard to find.
  final boolean migrated;

  private final boolean hasUidl;
  private final boolean twins;
  private final boolean silent;
  private final int uids;
  private final Duration age;
  private final List<String> told = new ArrayList<>();

  World(long seed) {
    this(seed, new TreeSet<>(IntStream.range(0, (int) Math.floorMod(seed, 13L)).boxed().toList()));
  }

  private World(long seed, SortedSet<Integer> letters) {
    this.seed = seed;
    this.letters = letters;
    var random = new Random(seed);
    migrated = random.nextInt(6) == 0;
    hasUidl = migrated || random.nextInt(8) > 0;
    twins = random.nextInt(4) == 0;
    silent = random.nextInt(4) == 0;
    uids = !migrated && random.nextInt(3) == 0 ? 4 : 0;
    canTop = random.nextInt(4) > 0;
    refetch = random.nextInt(10) == 0;
    age = Duration.ofDays(1 + random.nextInt(20));
    keep = anyKeep(random);
    limits = anyLimits(random);
    scene.keep(keep).limits(limits);
    if (!hasUidl) {
      scene.withoutUidl();
    }
    if (!canTop) {
      scene.withoutTop();
    }
    if (refetch) {
      scene.refetch();
    }
    letters.forEach(letter -> add(letter, new Random(seed * MOST_LETTERS * 31 + letter)));
    setClock(random);
  }

  /// The same without a letter.
  World without(int letter) {
    SortedSet<Integer> fewer = new TreeSet<>(letters);
    fewer.remove(letter);
    return new World(seed, fewer);
  }

  boolean clockIsPlausible() {
    Instant now = scene.policy().now();
    return !now.isBefore(Instant.parse("2020-01-01T00:00:00Z"))
        && scene.ledger.seen().newest().filter(now::isBefore).isEmpty();
  }

  Listed of(Identified one) {
    return listed.getOrDefault(
        one.message().number(), new Listed(-1, "", "", Long.MIN_VALUE, false));
  }

  Memory of(Identity id) {
    return memories.stream()
        .filter(memory -> memory.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no memory is of " + id));
  }

  private Keep anyKeep(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Keep.Forever();
      case 1 -> new Keep.UntilDelivered();
      default -> new Keep.For(age);
    };
  }

  private static Limits anyLimits(Random random) {
    boolean size = random.nextInt(4) == 0;
    boolean messages = random.nextInt(4) == 0;
    boolean bytes = random.nextInt(4) == 0;
    boolean deletions = random.nextInt(4) == 0;
    return new Limits(
        size ? OptionalLong.of(99 + random.nextInt(5)) : OptionalLong.empty(),
        messages ? OptionalInt.of(1 + random.nextInt(4)) : OptionalInt.empty(),
        bytes ? OptionalLong.of(1 + random.nextInt(500)) : OptionalLong.empty(),
        deletions ? OptionalInt.of(1 + random.nextInt(4)) : OptionalInt.empty());
  }

  private void setClock(Random random) {
    Instant newest = scene.ledger.seen().newest().orElse(Scene.NOW);
    scene.at(
        switch (random.nextInt(10)) {
          case 0 -> Scene.NOW.minus(Duration.ofDays(random.nextInt(9000)));
          case 1 -> Instant.EPOCH.plusSeconds(random.nextInt(1000));
          case 2 -> newest;
          case 3 -> newest.minusSeconds(1);
          case 4 -> Scene.NOW.plus(Duration.ofDays(random.nextInt(1000)));
          default -> Scene.NOW;
        });
  }

  private void add(int letter, Random random) {
    String header = twins && random.nextInt(3) == 0 ? "twin" : "h" + letter;
    String uid = "u" + (uids > 0 ? random.nextInt(uids) : letter);
    long octets = 100L + random.nextInt(3);
    remember(letter, uid, header, octets, random);
    if (random.nextInt(5) > 0) {
      boolean nameless = !hasUidl || (!migrated && random.nextInt(10) == 0);
      list(letter, nameless ? "-" : uid, header, shown(octets, random), random);
    }
  }

  /// Servers count in odd ways, or do not say.
  private static long shown(long octets, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> -1;
      case 1 -> octets + 1 + random.nextInt(50);
      default -> octets;
    };
  }

  private void list(int letter, String uid, String header, long octets, Random random) {
    int number = listed.size() + 1;
    boolean answered = !silent || random.nextInt(4) > 0;
    listed.put(number, new Listed(letter, uid, header, octets, answered));
    String line = "%d %s %d %s".formatted(number, uid, octets, header);
    scene.listed(line);
    if (!answered) {
      scene.unanswered(number);
    }
    told.add(line + (answered ? "" : ", not shown"));
  }

  private void remember(int letter, String uid, String header, long octets, Random random) {
    if (migrated) {
      Instant at = Scene.NOW.minus(LATELY);
      if (random.nextBoolean()) {
        delivered(free("old" + letter), octets, header, at);
      }
      return;
    }
    Identity id =
        !hasUidl || random.nextInt(8) == 0
            ? free(Identity.Kind.DIGEST, Scene.digest(header).hex())
            : free(uid);
    Instant at = anyTime(random);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> delivered(id, octets, header, at);
      case 3 -> caughtUp(id, octets, header, at, random.nextBoolean());
      case 4 -> delivered(free(uid), octets, "dead" + letter, at); // whose uid is given anew
      case 5 -> {
        refused.add(id);
        record(new Entry.Refused(id, at));
        return;
      }
      default -> {
        return;
      }
    }
    afterwards(random);
  }

  /// What befell the last one that is remembered.
  private void afterwards(Random random) {
    Memory last = memories.getLast();
    if (random.nextInt(5) == 0) {
      memories.removeLast();
      memories.add(new Memory(last.entry(), last.id(), last.header(), last.hasDigest(), true));
      record(new Entry.Deleted(last.id(), anyTime(random)));
    }
    if (random.nextInt(5) == 0) {
      record(new Entry.Gone(last.id(), Scene.NOW.minus(Duration.ofDays(random.nextInt(800)))));
      if (random.nextInt(3) == 0) {
        record(new Entry.Returned(last.id()));
      }
    }
  }

  /// Often just when a message becomes due, a second before or after; sometimes by a clock that was
  /// not set.
  private Instant anyTime(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Instant.EPOCH.plusSeconds(random.nextInt(100_000));
      case 1, 2 -> Scene.NOW.minus(age);
      case 3 -> Scene.NOW.minus(age).plusSeconds(1);
      case 4 -> Scene.NOW.minus(age).minusSeconds(1);
      default -> Scene.NOW.minusSeconds(random.nextInt((int) LATELY.toSeconds()));
    };
  }

  private Identity free(String uid) {
    return free(Identity.Kind.UID, uid);
  }

  private Identity free(Identity.Kind kind, String text) {
    int copy = scene.ledger.seen().under(kind, text).size();
    return kind == Identity.Kind.UID
        ? Identity.of(new Uid(text), copy)
        : Identity.of(HeaderDigest.parse(text), copy);
  }

  private void delivered(Identity id, long octets, String header, Instant at) {
    var entry = new Entry.Delivered(id, octets, Scene.digest(header), at);
    memories.add(new Memory(entry, id, header, true, false));
    record(entry);
  }

  private void caughtUp(Identity id, long octets, String header, Instant at, boolean digested) {
    Optional<HeaderDigest> digest = digested ? Optional.of(Scene.digest(header)) : Optional.empty();
    var entry = new Entry.CaughtUp(id, octets, digest, at);
    memories.add(new Memory(entry, id, header, digested, false));
    record(entry);
  }

  private void record(Entry entry) {
    scene.record(entry);
    told.add(entry.toString());
  }

  @Override
  public String toString() {
    return String.join("\n", told) + "\n" + scene.policy() + "\n" + scene.planned();
  }
}
