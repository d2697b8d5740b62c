package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.AccountName;
import org.popfetch.os.Disk;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.seen.Samples.Shown;

/// Dies before every step in turn, as after `kill -9`, and looks at what the next run finds.
class CrashTest {
  private static final AccountName NEW = new AccountName("new");
  private static final Mailbox MOVED = new Mailbox("pop.example.org", "me");

  @TempDir Path root;
  private Path directory = Path.of("");

  /// What is done until death.
  private interface Life {
    void live(StateDirectory state) throws Failed;
  }

  /// Not even cleaning up happens after it.
  private static final class Died extends RuntimeException {}

  private static Disk mortal(long steps) {
    return new RealDisk(step -> {
      if (step.number() > steps) {
        throw new Died();
      }
    });
  }

  /// Lives anew in a directory of its own, one step longer each time, until it lives to its end.
  ///
  /// @param before what happens before that, without any danger
  /// @return how many deaths it died
  private int dieEverywhere(Life before, Life life, Life afterwards) throws Failed {
    for (int steps = 0; ; steps++) {
      directory = root.resolve("dies-after-" + steps);
      before.live(Samples.state(directory));
      boolean died = false;
      try {
        life.live(Samples.state(directory, mortal(steps)));
      } catch (Died e) {
        died = true;
      }
      afterwards.live(Samples.state(directory));
      if (!died) {
        return steps;
      }
    }
  }

  private static void record(StateDirectory state, int from, int to) throws Failed {
    try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
      List<Entry> batch = new ArrayList<>();
      for (int i = from; i <= to; i++) {
        batch.add(Samples.delivered(i));
      }
      ledger.record(batch);
    }
  }

  private static int count(StateDirectory state) throws Failed {
    try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
      return ledger.seen().all().size();
    }
  }

  @Test
  void creationAndTheFirstEntries() throws Failed {
    int[] promised = {0};
    int deaths =
        dieEverywhere(
            _ -> promised[0] = 0,
            state -> {
              try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
                for (int i = 1; i <= 3; i++) {
                  ledger.record(List.of(Samples.delivered(i)));
                  promised[0] = i;
                }
              }
            },
            state -> {
              assertThat(count(state)).isBetween(promised[0], promised[0] + 1);
              record(state, 9, 9);
              assertThat(count(state)).isGreaterThan(promised[0]);
            });
    assertThat(deaths).isGreaterThan(20);
  }

  @Test
  void compactionWhenClosing() throws Failed {
    int deaths =
        dieEverywhere(
            state -> record(state, 1, 1000),
            state -> record(state, 1001, 1500),
            state -> {
              int found = count(state);
              assertThat(found).isIn(1000, 1500);
              record(state, 2000, 2000);
              assertThat(count(state)).isEqualTo(found + 1);
            });
    assertThat(deaths).isGreaterThan(15);
  }

  @Test
  void compactionWhenOpening() throws Failed {
    int deaths =
        dieEverywhere(
            state -> {
              record(state, 1, 1);
              dieWhileOpen();
            },
            CrashTest::count,
            state -> assertThat(count(state)).isEqualTo(1500));
    assertThat(deaths).isGreaterThan(10);
  }

  /// Leaves a long journal behind: the run dies before it could compact it.
  private void dieWhileOpen() throws Failed {
    boolean[] dead = {false};
    Disk dying =
        new RealDisk(_ -> {
          if (dead[0]) {
            throw new Died();
          }
        });
    try (Ledger ledger = Samples.state(directory, dying).open(Samples.WORK, Samples.MAILBOX)) {
      List<Entry> batch = new ArrayList<>();
      for (int i = 2; i <= 1500; i++) {
        batch.add(Samples.delivered(i));
      }
      ledger.record(batch);
      dead[0] = true;
    } catch (Died e) {
      assertThat(dead[0]).isTrue();
    }
  }

  @Test
  void adoptionUnderAnotherNameOfAnotherMailbox() throws Failed {
    Shown[] before = new Shown[1];
    Life adopt = state -> state.adopt(Samples.WORK, NEW, MOVED);
    int deaths =
        dieEverywhere(
            state -> {
              record(state, 1, 5);
              try (Ledger ledger = state.open(Samples.WORK, Samples.MAILBOX)) {
                ledger.record(List.of(Samples.intended(6)));
                before[0] = Shown.of(ledger);
              }
            },
            adopt,
            state -> {
              List<AccountName> left = state.accounts();
              assertThat(left).isNotEmpty();
              if (left.contains(Samples.WORK)) {
                adopt.live(state); // once more, as the user would
              } else {
                state.adopt(NEW, NEW, MOVED);
              }
              assertThat(state.accounts()).containsExactly(NEW);
              try (Ledger ledger = state.open(NEW, MOVED)) {
                assertThat(Shown.of(ledger)).isEqualTo(before[0]);
              }
            });
    assertThat(deaths).isGreaterThan(25);
  }

  @Test
  void adoptionOfAnotherMailbox() throws Failed {
    int deaths =
        dieEverywhere(
            state -> record(state, 1, 5),
            state -> state.adopt(Samples.WORK, Samples.WORK, MOVED),
            state -> {
              state.adopt(Samples.WORK, Samples.WORK, MOVED);
              try (Ledger ledger = state.open(Samples.WORK, MOVED)) {
                assertThat(ledger.seen().all()).hasSize(5);
              }
            });
    assertThat(deaths).isGreaterThan(10);
  }

  @Test
  void forgettingLeavesAllOrNothingOrSaysSo() throws Failed {
    int[] damaged = {0};
    dieEverywhere(
        state -> record(state, 1, 5),
        state -> state.forget(Samples.WORK),
        state -> {
          if (!state.accounts().isEmpty()) {
            StateSummary summary = state.summary(Samples.WORK);
            damaged[0] += summary.damage().isPresent() ? 1 : 0;
            assertThat(summary).matches(intact().or(s -> s.damage().isPresent()));
            state.forget(Samples.WORK);
          }
          assertThat(state.accounts()).isEmpty();
          assertThat(count(state)).isZero();
        });
    assertThat(damaged[0]).isPositive();
  }

  private static Predicate<StateSummary> intact() {
    return summary -> summary.delivered() == 5;
  }
}
