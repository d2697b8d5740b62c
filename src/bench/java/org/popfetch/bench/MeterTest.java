package org.popfetch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel's accounts, of programs whose needs are known.
class MeterTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path room;

  private final Meter meter = new Meter();

  @AfterEach
  void close() {
    meter.close();
  }

  private Usage run(Duration most, String script) throws IOException {
    return meter.run(
        List.of("/bin/sh", "-c", script), ENVIRONMENT, room, room.resolve("log"), most);
  }

  private Usage run(String script) throws IOException {
    return run(Duration.ofMinutes(1), script);
  }

  @Test
  void theStatusIsTheProgramsOwn() throws IOException {
    assertThat(run("exit 3").account().status()).isEqualTo(3);
    assertThat(run("kill -TERM $$").account().status()).isEqualTo(143);
  }

  @Test
  void waitingIsWallTimeOnly() throws IOException {
    Usage usage = run("sleep 0.3");
    assertThat(usage.wall()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    assertThat(usage.account().cpu()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void workOfAChildCounts() throws IOException {
    Usage usage = run("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done'; true");
    assertThat(usage.account().cpu()).isGreaterThan(Duration.ofMillis(50));
    assertThat(usage.account().cpu()).isLessThan(usage.wall().multipliedBy(2));
  }

  /// This process is large, and the shell is not.
  @Test
  void thePeakIsTheProgramsOwn() throws IOException {
    long small = run("true").account().peakKilobytes();
    assertThat(small).isBetween(100L, 10_000L);
    long large =
        run("head -c 30000000 /dev/zero | tail -c 30000000 >/dev/null").account().peakKilobytes();
    assertThat(large).isBetween(30_000L, 60_000L);
  }

  @Test
  void whoHangsIsKilled() throws IOException {
    Usage usage = run(Duration.ofMillis(200), "sleep 60; true");
    assertThat(usage.account().status()).isEqualTo(137);
    assertThat(usage.wall()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void whatItSaysIsKept() throws IOException {
    run("echo out; echo err >&2; pwd; cat");
    assertThat(Files.readString(room.resolve("log")))
        .isEqualTo("out\nerr\n%s\n".formatted(room.toRealPath()));
  }
}
