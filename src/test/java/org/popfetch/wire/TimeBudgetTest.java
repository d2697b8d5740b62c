package org.popfetch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aTrickleDoesNotRenewIt() {
    TimeBudget budget = TimeBudget.renewed(SECOND);
    budget.waited(900_000_000);
    budget.received(1023);
    assertThat(budget.left()).isEqualTo(100_000_000);
    assertThat(budget.exceeded()).isEqualTo("less than 1 kB came from the server within 1 s");
    budget.received(1);
    assertThat(budget.left()).isEqualTo(SECOND.toNanos());
    assertThat(budget.exceeded()).isEqualTo("nothing more came from the server for 1 s");
  }

  @Test
  void aSingleDeadlineIsNotRenewedByAnything() {
    TimeBudget budget = TimeBudget.once(SECOND);
    assertThat(budget.exceeded()).isEqualTo("no answer within 1 s");
    budget.waited(999_999_999);
    budget.received(1_000_000);
    assertThat(budget.left()).isEqualTo(1);
    assertThat(budget.exceeded()).isEqualTo("the answer was not complete after 1 s");
  }

  @Test
  void saysFractionsOfSeconds() {
    assertThat(TimeBudget.once(Duration.ofMillis(300)).exceeded())
        .isEqualTo("no answer within 0.3 s");
  }
}
