package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.popfetch.account.AccountName;
import org.popfetch.faults.server.Letter;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.SeenMessage;
import org.popfetch.seen.StateDirectory;
import org.popfetch.testing.Household;

/// Clocks that jump, and months that pass.
///
/// The machine's clock is left alone: what the program remembers is moved in time instead, by the
/// same code that wrote it. To the program that is the same.
class RowsClockIT extends Rows {
  private static final String TWO_WEEKS = "keep = '14d'";

  private Situation keepingTwoWeeks(String title) {
    return situation("26", "`keep = \"14d\"`: " + title);
  }

  @Test
  @DisplayName("26 keep = \"14d\" counts from delivery, also after months without a run")
  void row26_monthsWithoutARun() throws Exception {
    Played played =
        keepingTwoWeeks("1 was delivered 200 days ago, 2 yesterday, 3 lay there for months")
            .playAlone(stage -> {
              twoWeeks(stage);
              stage.sendLetters(2);
              stage.run();
              move(stage, Map.of("uid-1", Duration.ofDays(-200), "uid-2", Duration.ofDays(-1)));
              stage.send(Letter.of(3));
              stage.run();
              stage.run();
            });
    assertAfter(played.last(), 0, 1, 2, 3);
    assertThat(played.run(2).left()).containsExactly(2, 3);
    assertThat(played.run(3).left()).containsExactly(2, 3);
    assertThat(played.last().err()).isEmpty();
  }

  @Test
  @DisplayName("26 a clock before the newest entry deletes nothing")
  void row26_clockJumpedBack() throws Exception {
    Played played =
        keepingTwoWeeks("1 was delivered 200 days ago, 2 tomorrow: the clock jumped back")
            .playAlone(stage -> {
              twoWeeks(stage);
              stage.sendLetters(2);
              stage.run();
              move(stage, Map.of("uid-1", Duration.ofDays(-200), "uid-2", Duration.ofDays(1)));
              stage.send(Letter.of(3));
              stage.run();
            });
    assertAfter(played.last(), 0, 1, 2, 3);
    assertThat(played.last().left()).containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("26 delivered while the clock stood at 1970")
  void row26_deliveredIn1970() throws Exception {
    Played played =
        keepingTwoWeeks("1 was delivered when the clock stood at 1970, after a boot")
            .playAlone(stage -> {
              twoWeeks(stage);
              stage.sendLetters(2);
              stage.run();
              Duration since1970 = Duration.between(Instant.EPOCH, Instant.now());
              move(stage, Map.of("uid-1", since1970.negated().plusDays(1)));
              stage.run();
            });
    assertAfter(played.last(), 0, 1, 2);
    assertThat(played.last().left()).containsExactly(1, 2);
  }

  private static void twoWeeks(Stage stage) throws IOException {
    Path config = stage.path(".config/popfetch/config.toml");
    String toml = Files.readString(config);
    Files.writeString(config, toml.replace("keep = true", TWO_WEEKS));
  }

  /// Moves the times of deliveries in the account's state.
  private static void move(Stage stage, Map<String, Duration> by) throws Failed {
    Path directory = new Household(stage.path("")).stateDirectory();
    var state = new StateDirectory(directory, new RealDisk(), Clock.systemUTC());
    try (Ledger ledger = state.open(new AccountName("work"), new Mailbox("localhost", "me"))) {
      for (SeenMessage one : ledger.seen().all()) {
        Duration moved = by.getOrDefault(one.id().text(), Duration.ZERO);
        Instant at = one.at().plus(moved);
        ledger.record(
            List.of(new Entry.Delivered(one.id(), one.octets(), one.digest().orElseThrow(), at)));
      }
    }
  }

  @Test
  @DisplayName("26 catchup, then keep = false")
  void row26_catchup() throws Exception {
    Played played =
        situation("26", "2 messages caught up with, `keep = false`, then a third one comes")
            .ordering(order -> order.deleting())
            .playAlone(stage -> {
              stage.sendLetters(2);
              Household.Ran caughtUp = new Household(stage.path("")).popfetch("catchup", "work");
              assertThat(caughtUp.status()).isZero();
              stage.run();
              stage.send(Letter.of(3));
              stage.run();
            });
    assertAfter(played.run(1), 0);
    assertAfter(played.run(2), 0, 3);
    assertThat(played.run(2).left()).containsExactly(1, 2);
  }
}
