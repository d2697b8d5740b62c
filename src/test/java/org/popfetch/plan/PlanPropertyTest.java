package org.popfetch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.popfetch.account.Keep;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.SeenMessage;

/// For any maildrop, any memory, any policy and any clock: nothing that was not delivered is
/// deleted, what was seen is not fetched again while its uid is its own, and every message is
/// accounted for.
class PlanPropertyTest {
  private static final int WORLDS = 4000;

  /// A world: letters that exist, each with a header of its own, some of them delivered; a server
  /// that lists some, in ways that real servers do.
  private static final class World {
    final Random random;
    final Scene scene = new Scene();
    final Map<Integer, Integer> letterOf = new HashMap<>();
    final Set<Integer> delivered = new HashSet<>();
    final Set<Integer> caughtUp = new HashSet<>();
    final Set<String> sharedUids = new HashSet<>();
    final boolean canTop;
    final boolean refetch;

    World(long seed) {
      random = new Random(seed);
      canTop = random.nextInt(4) > 0;
      refetch = random.nextInt(10) == 0;
      if (!canTop) {
        scene.withoutTop();
      }
      if (refetch) {
        scene.refetch();
      }
      scene.keep(
          switch (random.nextInt(3)) {
            case 0 -> new Keep.Forever();
            case 1 -> new Keep.UntilDelivered();
            default -> new Keep.For(Duration.ofDays(1 + random.nextInt(20)));
          });
      if (random.nextInt(3) == 0) {
        scene.limits(50 + random.nextInt(200), random.nextInt(5), random.nextInt(500));
      }
      if (random.nextInt(8) == 0) {
        scene.at(Scene.NOW.minus(Duration.ofDays(random.nextInt(9000))));
      }
      fill();
    }

    int letter(Identified one) {
      return letterOf.getOrDefault(one.message().number(), -1);
    }

    private void fill() {
      int letters = random.nextInt(12);
      boolean uidsMayBeShared = random.nextInt(3) == 0;
      Set<String> given = new HashSet<>();
      List<String> lines = new ArrayList<>();
      int number = 1;
      for (int letter = 0; letter < letters; letter++) {
        String uid = "u" + (uidsMayBeShared ? random.nextInt(6) : letter);
        if (!given.add(uid)) {
          sharedUids.add(uid);
        }
        long size = 100L + random.nextInt(3);
        remember(letter, uid, size);
        if (random.nextInt(5) > 0) {
          letterOf.put(number, letter);
          lines.add("%d %s %d h%d".formatted(number, uid, size, letter));
          number++;
        }
      }
      scene.listed(lines.toArray(String[]::new));
    }

    private void remember(int letter, String uid, long size) {
      int copy = scene.ledger.seen().under(Identity.Kind.UID, uid).size();
      switch (random.nextInt(4)) {
        case 0 -> {
          delivered.add(letter);
          scene.delivered(uid, copy, size, "h" + letter, Duration.ofHours(random.nextInt(24 * 30)));
          if (random.nextInt(5) == 0) {
            scene.record(new Entry.Deleted(Scene.id(uid, copy), Scene.NOW.minusSeconds(1)));
          }
        }
        case 1 -> {
          if (copy == 0) {
            caughtUp.add(letter);
            scene.caughtUp(uid, size);
          }
        }
        default -> {}
      }
    }
  }

  @Test
  void holdsInEveryWorld() {
    for (long seed : new Random(20261121).longs(WORLDS).toArray()) {
      try {
        check(seed);
      } catch (AssertionError e) {
        throw new AssertionError("in the world of seed " + seed, e);
      }
    }
  }

  private static void check(long seed) {
    var world = new World(seed);
    Plan plan = world.scene.plan();

    var numbers = new ArrayList<Integer>();
    plan.fetch().forEach(one -> numbers.add(one.message().number()));
    plan.delete().forEach(one -> numbers.add(one.message().number()));
    plan.skip().forEach(one -> numbers.add(one.what().message().number()));
    assertThat(numbers).containsExactlyInAnyOrderElementsOf(world.letterOf.keySet());

    for (Identified one : plan.delete()) {
      int letter = world.letter(one);
      // Without TOP a uid that two letters share is all there is to go by.
      if (world.canTop || world.sharedUids.isEmpty()) {
        assertThat(world.delivered).as("deleted letter %d", letter).contains(letter);
      }
      assertThat(one.seen().orElseThrow().how()).isEqualTo(SeenMessage.How.DELIVERED);
    }
    for (Identified one : plan.fetch()) {
      int letter = world.letter(one);
      String uid = one.message().uid().orElseThrow().latin1();
      boolean provable = world.canTop && !world.refetch && !world.sharedUids.contains(uid);
      if (provable) {
        assertThat(world.delivered).as("fetched letter %d", letter).doesNotContain(letter);
        assertThat(world.caughtUp).as("fetched letter %d", letter).doesNotContain(letter);
      }
    }
    var ids = new HashSet<>();
    plan.fetch().forEach(one -> assertThat(ids.add(one.id().orElseThrow())).isTrue());
  }
}
