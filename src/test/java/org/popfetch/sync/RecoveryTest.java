package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.report.Failed;
import org.popfetch.testing.Depth;
import org.popfetch.testing.Life;

/// Dies before every step of a run in turn, then in the run after it, then in the one after that.
///
/// The second death comes before every step of the recovery where the first run left intents open:
/// there is something to recover from. Otherwise it comes before a few steps of the second run,
/// others each time, or before all of them ([Depth]).
@Timeout(1800)
class RecoveryTest {
  @TempDir(factory = Memory.class)
  Path root;

  private final Set<String> steps = Collections.synchronizedSet(new TreeSet<>());
  private final Set<String> claimed = Collections.synchronizedSet(new TreeSet<>());
  private final Set<String> diedAt = Collections.synchronizedSet(new TreeSet<>());

  @ParameterizedTest
  @EnumSource
  void losesAndDuplicatesNothing(Situation.Kind kind) throws Exception {
    Situation situation = Situation.deleting(kind);
    int length = length(situation);
    List<Integer> deaths =
        SideBySide.all(
            IntStream.rangeClosed(1, length).boxed().toList(),
            first -> diesAgain(situation, first));
    Census.compareSome(situation + ", after a death", steps);
    assertThat(diedAt).containsAll(steps);
    System.out.printf(
        "crash: %s: %d deaths of the run after a death%n",
        situation, deaths.stream().mapToInt(i -> i).sum());
  }

  private int length(Situation situation) throws IOException, Failed {
    try (var ordeal = Ordeal.begin(root.resolve("whole"), situation)) {
      return ordeal.finish().steps().size();
    }
  }

  /// @return how many second deaths there were
  private int diesAgain(Situation situation, int first) throws IOException, Failed {
    try (var ordeal = Ordeal.begin(root.resolve("step-" + first), situation)) {
      Life life = ordeal.live(Life.until(first, ordeal.disk));
      boolean open = ordeal.hasOpenIntents();
      Ordeal.Moment moment = ordeal.save();
      List<String> second = ordeal.finish().steps();
      steps.addAll(second);
      List<Life> deaths = new ArrayList<>();
      numbers(second, open, first).forEach(n -> deaths.add(Life.until(n, ordeal.disk)));
      Set.copyOf(second).stream()
          .filter(claimed::add)
          .forEach(step -> deaths.add(Life.until(step, ordeal.disk)));
      for (Life next : deaths) {
        ordeal.restore(moment);
        diesTwiceMore(ordeal, life, next, second.size());
        diedAt.add(next.death());
      }
      // Which thread is faster changes the steps: another one dies there then.
      claimed.retainAll(diedAt);
      return deaths.size();
    }
  }

  private static List<Integer> numbers(List<String> second, boolean open, int first) {
    int recovery = open ? beforeTheNetwork(second) : 0;
    return IntStream.rangeClosed(1, second.size())
        .filter(n -> n <= recovery || (n + first) % Depth.of(11, 1) == 0)
        .boxed()
        .toList();
  }

  private static int beforeTheNetwork(List<String> steps) {
    return (int) steps.stream().takeWhile(step -> !step.startsWith("SEND")).count();
  }

  private static void diesTwiceMore(Ordeal ordeal, Life first, Life second, int length)
      throws IOException, Failed {
    ordeal.live(second);
    ordeal.afterwards(first + ", then " + second, ordeal::checkNothingLost);
    int next = 1 + new Random(Objects.hash(first.toString(), second.toString())).nextInt(length);
    Life third = ordeal.live(Life.until(next, ordeal.disk));
    ordeal.afterwards(
        first + ", then " + second + ", then " + third,
        () -> {
          ordeal.checkNothingLost();
          ordeal.finish();
          ordeal.checkDone(ordeal.situation.kind() == Situation.Kind.PIPE ? 3 : 0);
        });
  }
}
