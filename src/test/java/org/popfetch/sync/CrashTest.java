package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.os.Step;
import org.popfetch.report.Failed;
import org.popfetch.testing.Life;

/// Dies before every step of a run in turn, as after `kill -9`; then runs again and nothing
/// happens. Maildir and mbox have each message once, a program got at most one of them twice, and
/// nothing lies about.
///
/// `crash/steps.txt` lists the steps of every situation. A step that it does not know fails the
/// test: see that what follows from dying there is right, then write the list anew with
/// `-Dpopfetch.renew=true`.
@Timeout(300)
class CrashTest {
  @TempDir(factory = Memory.class)
  Path root;

  static List<Situation> situations() {
    return Situation.all();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void losesAndDuplicatesNothing(Situation situation) throws Exception {
    List<String> steps = steps(situation);
    Census.compare(situation.toString(), steps);
    Set<String> diedAt = new TreeSet<>();
    for (Life life :
        SideBySide.all(
            IntStream.rangeClosed(1, steps.size() + 1).boxed().toList(),
            number -> dies(situation, "step-" + number, number))) {
      diedAt.add(life.death());
    }
    // Which thread is faster changes the numbers; no step is to be missed for that.
    for (String step : Set.copyOf(steps)) {
      if (!diedAt.contains(step)) {
        diedAt.add(dies(situation, "missed", step).death());
      }
    }
    assertThat(diedAt).containsAll(steps);
    System.out.printf("crash: %s: %d steps, a death before each%n", situation, steps.size());
  }

  @Test
  void everyKindOfStepIsKnown() {
    assertThat(Census.known().values())
        .flatMap(steps -> steps)
        .extracting(step -> step.substring(0, step.indexOf(' ')))
        .contains(Arrays.stream(Step.Kind.values()).map(Enum::name).toArray(String[]::new));
  }

  private List<String> steps(Situation situation) throws IOException, Failed {
    try (var ordeal = Ordeal.begin(root.resolve("whole"), situation)) {
      Life life = ordeal.finish();
      ordeal.checkDone();
      return life.steps();
    }
  }

  private Life dies(Situation situation, String name, int number) throws IOException, Failed {
    try (var ordeal = Ordeal.begin(root.resolve(name), situation)) {
      return dies(ordeal, Life.until(number, ordeal.disk));
    }
  }

  private Life dies(Situation situation, String name, String step) throws IOException, Failed {
    try (var ordeal = Ordeal.begin(root.resolve(name), situation)) {
      return dies(ordeal, Life.until(step, ordeal.disk));
    }
  }

  private static Life dies(Ordeal ordeal, Life life) throws IOException, Failed {
    ordeal.live(life);
    ordeal.afterwards(
        life.toString(),
        () -> {
          ordeal.checkNothingLost();
          ordeal.finish();
          ordeal.checkDone(ordeal.situation.kind() == Situation.Kind.PIPE ? 1 : 0);
        });
    return life;
  }
}
