package org.popfetch.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.report.Failed;
import org.popfetch.testing.Depth;
import org.popfetch.testing.Life;
import org.popfetch.testing.UnreliableDisk;

/// Pulls the plug before every step of a run in turn; or that run is killed, and the plug is pulled
/// at some step of the next, or when that is through: what the first one left unforced is then
/// still at stake. Nothing that is remembered as delivered, or gone from the server, is lost, the
/// state is never damaged, and Maildir and mbox have each message once. Then the run that mended
/// all that loses its power when it is through.
///
/// A failure tells its seed.
@Timeout(600)
class PowerCutTest {
  @TempDir(factory = Memory.class)
  Path root;

  static List<Situation> situations() {
    return Situation.all();
  }

  /// @param number of the step that the first run dies before
  /// @param seed of what is left to chance: nothing is in the first two, where all is lost that was
  ///   not forced
  private record Cut(int number, int seed) {}

  @ParameterizedTest
  @MethodSource("situations")
  void losesNothing(Situation situation) throws Exception {
    int steps = steps(situation);
    var cuts = new ArrayList<Cut>();
    for (int seed = 1; seed <= Depth.of(situation.pipelining() ? 3 : 1, 30); seed++) {
      int one = seed;
      IntStream.rangeClosed(1, steps + 1).forEach(number -> cuts.add(new Cut(number, one)));
    }
    SideBySide.all(cuts, cut -> losesPower(situation, steps, cut));
    System.out.printf("power loss: %s: %d steps, %d cuts%n", situation, steps, cuts.size());
  }

  private int steps(Situation situation) throws IOException, Failed {
    try (var ordeal = Ordeal.begin(root.resolve("whole"), situation)) {
      return ordeal.finish().steps().size();
    }
  }

  private Life losesPower(Situation situation, int steps, Cut cut) throws IOException, Failed {
    var random = new Random(Objects.hash(situation.toString(), cut.number, cut.seed));
    Path place = root.resolve("step-" + cut.number + "-" + cut.seed);
    try (var ordeal = Ordeal.begin(place, situation)) {
      var disk = new UnreliableDisk(ordeal.disk);
      ordeal.bench.disks = disk::process;
      Life life = ordeal.live(Life.until(cut.number, ordeal.disk));
      String deaths = cut + ", " + life;
      int lives = 1;
      if (cut.seed % 3 != 1) {
        int next = cut.seed % 3 == 2 ? Integer.MAX_VALUE : 1 + random.nextInt(steps);
        deaths += ", then " + ordeal.live(Life.until(next, ordeal.disk));
        lives++;
      }
      int most = lives;
      ordeal.afterwards(
          deaths,
          () -> {
            lose(disk, cut, random);
            ordeal.checkNothingLost();
            ordeal.finish();
            checkDone(ordeal, most);
            lose(disk, cut, random);
            ordeal.checkNothingLost();
            ordeal.finish();
            checkDone(ordeal, most);
          });
      return life;
    }
  }

  private static void lose(UnreliableDisk disk, Cut cut, Random random) throws IOException {
    if (cut.seed <= 2) {
      disk.loseAll();
    } else {
      disk.lose(random);
    }
  }

  private static void checkDone(Ordeal ordeal, int lives) throws IOException, Failed {
    switch (ordeal.situation.kind()) {
      case MAILDIR, MBOX -> ordeal.checkDone();
      case PIPE -> ordeal.checkDone(lives);
    }
  }
}
