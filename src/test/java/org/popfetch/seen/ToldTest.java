package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.os.RealDisk;

class ToldTest {
  private static final Instant NOW = Samples.NOON;

  @TempDir Path directory;

  private boolean again(String trouble, Instant now) {
    try (Told told = Samples.state(directory).told(Samples.WORK)) {
      return told.again(trouble, now);
    }
  }

  @Test
  void aTroubleIsToldOnceADay() {
    assertThat(again("a b\n", NOW)).isFalse();
    assertThat(again("a b\n", NOW.plusSeconds(60))).isTrue();
    assertThat(again("another", NOW.plusSeconds(60))).isFalse();
    assertThat(again("a b\n", NOW.plus(Duration.ofHours(24)).minusSeconds(1))).isTrue();
    assertThat(again("a b\n", NOW.plus(Duration.ofHours(24)))).isFalse();
    assertThat(again("a b\n", NOW.plus(Duration.ofHours(25)))).isTrue();
  }

  @Test
  void aClockThatIsSetBackDoesNotSilence() {
    assertThat(again("a", NOW.plus(Duration.ofDays(9000)))).isFalse();
    assertThat(again("a", NOW)).isFalse();
    assertThat(again("a", NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void oldTroublesLeaveTheFile() throws IOException {
    again("old", NOW);
    again("new", NOW.plus(Duration.ofDays(4)));
    assertThat(file()).content().isEqualTo("2026-11-25T12:00:00Z new\n");
  }

  @Test
  void damageAndLeftoversAreHarmless() throws IOException {
    again("a", NOW);
    Files.writeString(file(), "\0\0\0\n2026-11-21T12:00:00Z b\n2026");
    assertThat(again("b", NOW)).isTrue();
    Files.writeString(file().resolveSibling("told.new"), "half");
    assertThat(again("a", NOW)).as("told, but in vain").isFalse();
    assertThat(again("a", NOW)).as("told").isFalse();
    assertThat(again("a", NOW)).isTrue();
  }

  @Test
  void withoutADirectoryEverythingIsTold() throws IOException {
    Files.writeString(directory.resolve("work"), "a file where the directory should be");
    assertThat(again("a", NOW)).isFalse();
    assertThat(again("a", NOW)).isFalse();
  }

  @Test
  void needsNoLock() throws Exception {
    var state = new StateDirectory(directory, new RealDisk(), Samples.CLOCK);
    try (Ledger _ = state.open(Samples.WORK, Samples.MAILBOX)) {
      assertThat(again("a", NOW)).isFalse();
      assertThat(again("a", NOW)).isTrue();
    }
  }

  private Path file() {
    return directory.resolve("work/told");
  }
}
