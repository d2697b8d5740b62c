package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BudgetTest {
  private final Budget budget = new Budget(10);

  @Test
  void oneThatIsLargerThanAllGoesAlone() {
    assertThat(budget.cost(11)).isEqualTo(10);
    assertThat(budget.cost(0)).isEqualTo(1);
    assertThat(budget.share().tryTake(10)).isTrue();
    assertThat(budget.share().tryTake(1)).isFalse();
  }

  @Test
  void anAccountGivesBackWhatItHasWhateverBecomesOfIt() {
    try (Budget.Share share = budget.share()) {
      assertThat(share.tryTake(3)).isTrue();
      assertThat(share.tryTake(4)).isTrue();
      share.giveBack(3);
    }
    assertThat(budget.share().tryTake(10)).isTrue();
  }

  @Test
  void nobodyOvertakesWhoWaits() throws InterruptedException {
    Budget.Share small = budget.share();
    assertThat(small.tryTake(6)).isTrue();
    Budget.Share large = budget.share();
    Thread waiting = Thread.startVirtualThread(() -> large.take(10));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(small.tryTake(1)).isFalse();
    small.giveBack(6);
    waiting.join();
    assertThat(small.tryTake(1)).isFalse();
    large.close();
    assertThat(small.tryTake(10)).isTrue();
  }
}
