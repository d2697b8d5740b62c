package org.popfetch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.ScriptedServer;

/// What a signal does while a server does nothing.
class SignalsIT {
  private static final String STALLS_IN_A_MESSAGE =
      """
      S: +OK ready
      C: CAPA
      S: -ERR what?
      C: USER me
      S: +OK
      C: PASS abracadabra
      S: +OK
      C: CAPA
      S: -ERR what?
      C: UIDL
      S: +OK
      S: 1 one
      S: 2 two
      S: .
      C: LIST
      S: +OK
      S: 1 100
      S: 2 100
      S: .
      C: RETR 1
      S: +OK
      S: Subject: one
      S:
      S: whole
      S: .
      C: RETR 2
      S: +OK
      S: Subject: two
      S:
      S: half a mess
      S-stall
      """;

  @Test
  void endsWithinFiveSecondsAndKeepsWhatIsWhole(@TempDir Path home) throws Exception {
    var household = new Household(home);
    try (var server = ScriptedServer.start(STALLS_IN_A_MESSAGE, Duration.ofSeconds(60))) {
      household.configure(
          """
          [accounts.slow]
          host = "127.0.0.1"
          port = %d
          tls = "none"
          user = "me"
          password = "abracadabra"
          auth = ["user"]
          deliver = "maildir:~/Mail"
          """
              .formatted(server.port()));
      Process process = household.start("sync");
      awaitFilesIn(household.path("Mail/new"), 1, process);
      new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(Duration.ofSeconds(5))).as("ends within 5 s").isTrue();
      assertThat(household.ended(process).status()).isEqualTo(143);
    }
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
    assertThat(countIn(household.path("Mail/new"))).isEqualTo(1);
  }

  private static void awaitFilesIn(Path folder, int files, Process process) throws IOException {
    while (process.isAlive() && countIn(folder) < files) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static long countIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
