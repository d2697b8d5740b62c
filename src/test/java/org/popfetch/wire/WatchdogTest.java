package org.popfetch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WatchdogTest {
  private final CountDownLatch bitten = new CountDownLatch(1);
  private final Watchdog watchdog = new Watchdog(bitten::countDown);

  @Test
  void bitesWhenTheDeadlinePasses() throws InterruptedException {
    watchdog.arm(Duration.ofMillis(20).toNanos());
    bitten.await();
    assertThat(watchdog.hasBitten()).isTrue();
  }

  @Test
  void takesANearerDeadlineWhileItSleeps() throws InterruptedException {
    watchdog.arm(Duration.ofHours(1).toNanos());
    watchdog.arm(Duration.ofMillis(20).toNanos());
    bitten.await();
  }

  @Test
  void letsGoWhenDisarmed() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      watchdog.arm(Duration.ofMillis(50).toNanos());
      watchdog.disarm();
    }
    assertThat(bitten.await(100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(watchdog.hasBitten()).isFalse();
    watchdog.arm(1);
    bitten.await();
  }
}
