package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

@Timeout(60)
class AccountLockTest {
  @TempDir Path directory;

  /// Another process: holds the ledger until its standard input ends.
  static final class OtherRun {
    private OtherRun() {}

    public static void main(String[] args) throws Exception {
      try (Ledger _ = Samples.open(Path.of(args[0]))) {
        System.out.println("open");
        while (System.in.read() >= 0) {
          // Until the end.
        }
      }
    }
  }

  private Process startOtherRun() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherRun.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader();
    assertThat(said.readLine()).isEqualTo("open");
    return process;
  }

  private Failure refusal() {
    Failed failed = catchThrowableOfType(Failed.class, this::openAndClose);
    assertThat(failed).as("it opened").isNotNull();
    return failed.failure();
  }

  private void openAndClose() throws Failed {
    try (Ledger ledger = Samples.open(directory)) {
      assertThat(ledger.unsettled()).isEmpty();
    }
  }

  @Test
  void aSecondProcessIsToldWhoHoldsTheAccount() throws Exception {
    Process other = startOtherRun();
    try {
      Failure refusal = refusal();
      assertThat(refusal.kind()).isEqualTo(Failure.Kind.HELD);
      assertThat(refusal.cause())
          .isEqualTo(
              "another popfetch (pid %d, since 12:00) holds this account".formatted(other.pid()));
      assertThat(refusal().kind()).as("asking does not break it").isEqualTo(Failure.Kind.HELD);
    } finally {
      other.getOutputStream().close();
    }
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    openAndClose();
  }

  @Test
  void aKilledProcessHoldsNothing() throws Exception {
    Process other = startOtherRun();
    other.destroyForcibly();
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("work/lock")).content().startsWith("pid " + other.pid());
    assertThat(Samples.state(directory).summary(Samples.WORK).holder()).isEmpty();
    openAndClose();
  }

  @Test
  void theSameProcessCannotOpenItTwice() throws Exception {
    try (Ledger _ = Samples.open(directory)) {
      long self = ProcessHandle.current().pid();
      assertThat(refusal().cause())
          .isEqualTo("another popfetch (pid %d, since 12:00) holds this account".formatted(self));
      Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
      assertThat(
              catchThrowableOfType(Failed.class, () -> Samples.open(link).close()).failure().kind())
          .isEqualTo(Failure.Kind.HELD);
      assertThat(Samples.state(directory).summary(Samples.WORK).holder())
          .contains(new Holder(self, Samples.NOON));
    }
    openAndClose();
    assertThat(directory.resolve("work/lock")).isEmptyFile();
  }

  /// Looking must not let go of the kernel's lock either.
  @Test
  void theKernelsLockSurvivesWhateverThisProcessDoes() throws Exception {
    try (Ledger _ = Samples.open(directory)) {
      assertThat(refusal().kind()).isEqualTo(Failure.Kind.HELD);
      Samples.state(directory).summary(Samples.WORK);
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherRun.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .start();
      other.getOutputStream().close();
      assertThat(new String(other.getInputStream().readAllBytes(), UTF_8))
          .contains("holds this account");
      assertThat(other.waitFor()).isNotZero();
    }
  }

  @Test
  void anOlderRunIsNamedWithItsDay() throws Exception {
    Clock yesterday = Clock.fixed(Instant.parse("2026-11-20T23:07:00Z"), ZoneOffset.UTC);
    var state = new StateDirectory(directory, new RealDisk(), yesterday);
    try (Ledger _ = state.open(Samples.WORK, Samples.MAILBOX)) {
      assertThat(refusal().cause()).contains("since 2026-11-20 23:07)");
    }
  }
}
