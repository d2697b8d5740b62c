package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That a leak would be noticed.
class KeptSecretsTest {
  private final KeptSecrets secrets = new KeptSecrets();

  KeptSecretsTest() {
    secrets.learn(
        """
        [accounts.work]
        user = "me"
        password = "hunter2"
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASS hunter2", "{\"x\":\"hunter2\"}", "68756e74657232"})
  void aPasswordIsNoticed(String text) {
    assertThatThrownBy(() -> secrets.check("standard error", text))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("standard error says a password, behind: ")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void soIsTheResponseThatCarriesIt() {
    byte[] response = "\0me\0hunter2".getBytes(UTF_8);
    String line = "AUTH PLAIN " + Base64.getEncoder().encodeToString(response);
    assertThatThrownBy(() -> secrets.check("the dialogue", line))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void otherWordsAreNot() {
    assertThatCode(() -> secrets.check("standard error", "user me, password ********"))
        .doesNotThrowAnyException();
  }

  @Test
  void filesAreLookedThrough(@TempDir Path folder) throws Exception {
    Path below = Files.createDirectories(folder.resolve("state/work"));
    secrets.checkFiles(folder);
    Files.writeString(below.resolve("journal"), "1 hunter2");
    assertThatThrownBy(() -> secrets.checkFiles(folder)).isInstanceOf(AssertionError.class);
  }

  @Test
  void argumentsOfProcessesAreLookedAt() throws Exception {
    secrets.add("a rare word", List.of());
    Process process = new ProcessBuilder("sh", "-c", "cat; : a rare word").start();
    try {
      assertThatThrownBy(() -> secrets.checkProcesses(process)).isInstanceOf(AssertionError.class);
    } finally {
      process.destroyForcibly();
    }
  }
}
