package org.popfetch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;

/// That everybody who is installed takes part, in workloads so small that the figures mean little.
class BenchIT {
  private static final Duration ROUND_TRIP = Duration.ofMillis(10);
  private static final int MESSAGES = 20;
  private static final Target ANY = new Target.Ratio(1000, 1);

  private static final Workload POLL =
      new Workload(
          "poll",
          "poll",
          Workload.Kind.POLL,
          2,
          MESSAGES,
          Size.SMALL,
          true,
          ROUND_TRIP,
          Set.of(),
          ANY);
  private static final Workload BULK =
      new Workload(
          "bulk",
          "bulk",
          Workload.Kind.BULK,
          1,
          MESSAGES,
          Size.SMALL,
          false,
          Duration.ZERO,
          Set.of(),
          ANY);

  @BeforeAll
  static void needsDovecot() {
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
  }

  @Test
  void everybodyDeliversEverything() throws Exception {
    List<Fetcher> fetchers = Fetchers.ALL.stream().filter(Fetcher::isInstalled).toList();
    try (Contest contest = Contest.open(_ -> {})) {
      Outcome poll = contest.play(POLL, fetchers, 1);
      Outcome bulk = contest.play(BULK, fetchers, 1);
      String text = Scoreboard.text(List.of(poll, bulk));
      assertThat(poll.isValid()).as(text).isTrue();
      assertThat(bulk.isValid()).as(text).isTrue();
      for (Performance one : poll.performances()) {
        // The handshakes of TCP and of TLS, the login, and whatever else it asks, for two accounts,
        // which may be side by side.
        assertThat(one.wall()).as(text).isGreaterThan(4 * ROUND_TRIP.toMillis() / 1000.0);
        assertThat(one.delivered()).isEqualTo(2 * MESSAGES);
      }
      for (Performance one : bulk.performances()) {
        assertThat(one.peakMegabytes()).as(text).isBetween(1.0, 500.0);
        assertThat(one.cpu()).as(text).isBetween(0.001, 30.0);
      }
    }
  }
}
