package org.popfetch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.testing.Household;
import org.popfetch.testing.Pseudoterminal;
import org.popfetch.testing.ScriptedServer;

/// The packaged program asks on a terminal for a password that is stored nowhere.
@Timeout(120)
class PasswordPromptIT {
  private static final String QUESTION = "Password for me at 127.0.0.1 (work):";

  /// Before a run that was told to stop gives up what is under way.
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  /// The status, and whether the terminal shows again what is typed.
  private static final String TELLS_HOW_IT_ENDED =
      "trap : INT; \"$@\"; echo \"status $?\"; stty -a | tr ' ;' '\\n\\n' | grep -x -e -echo -e echo";

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"check", "sync", "list"})
  void ctrlCAtTheQuestionEndsItAtOnce(String command) throws IOException {
    Assumptions.assumeTrue(Pseudoterminal.isInstalled(), "tmux is not installed");
    var household = new Household(home);
    try (var server = ScriptedServer.start("S: +OK ready\nC: CAPA\nS: -ERR\nC-close\n")) {
      household.configure(
          """
          [accounts.work]
          host = "127.0.0.1"
          port = %d
          tls = "none"
          user = "me"
          auth = ["user"]
          deliver = "maildir:~/Mail"
          """
              .formatted(server.port()));
      try (var terminal =
          household.under("sh", "-c", TELLS_HOW_IT_ENDED, "sh").terminal(command, "work")) {
        terminal.await(QUESTION);
        long pressed = System.nanoTime();
        terminal.press("C-c");
        String screen = terminal.await("echo");
        assertThat(Duration.ofNanos(System.nanoTime() - pressed)).isLessThan(AT_ONCE);
        assertThat(screen)
            .contains(QUESTION + "\n")
            .doesNotContain("terminal failed", "stopped before the end", "^C")
            .endsWith("status 130\necho");
      }
    }
  }
}
