package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That a leak would be noticed.
class KeptSecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS abracadabra",
        "{\"x\":\"abracadabra\"}",
        "not abracadabra-2 either",
        "6162726163616461627261",
        "challenge 3C614062726163413E6162726163616461627261"
      })
  void aPasswordIsNoticed(String text) {
    assertThatThrownBy(() -> KeptSecrets.check("standard error", text))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("standard error says a password, behind: ")
        .hasMessageNotContaining("abracadabra");
  }

  /// PLAIN, LOGIN, XOAUTH2, OAUTHBEARER, CRAM-MD5's user, `Proxy-Authorization`, a claim in a JWT.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0me\0%s",
        "\0you\0%s",
        "\0user\0%s",
        "%s",
        "user=me\1auth=Bearer %s\1\1",
        "n,a=me,\1host=pop.example.com\1port=995\1auth=Bearer %s\1\1",
        "user:%s",
        "{\"in\":\"%s\",\"exp\":1}"
      })
  void soIsWhateverCarriesItInBase64(String message) {
    byte[] octets = message.formatted(KeptSecrets.WORD).getBytes(UTF_8);
    assertThat(KeptSecrets.isIn("AUTH X " + Base64.getEncoder().encodeToString(octets))).isTrue();
    assertThat(KeptSecrets.isIn(Base64.getUrlEncoder().encodeToString(octets))).isTrue();
  }

  @Test
  void soIsAUrl() {
    assertThat(KeptSecrets.isIn("code=" + URLEncoder.encode("§ " + KeptSecrets.WORD, UTF_8)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user me, password ********", "abra", "AUTH PLAIN AG1lAHNlY3JldA=="})
  void otherWordsAreNot(String text) {
    assertThatCode(() -> KeptSecrets.check("standard error", text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "work: C: APOP me 3f18b52881e44c0cc6067f46e0ced7bc",
        "work: C: AUTH SCRAM-SHA-256 biwsbj11c2VyLHI9ck9wck5HZndFYmVSV2diTkVrcU8=",
        "C: AUTH CRAM-MD5\nC: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
        "work: C: PASS something\nwork: S: +OK"
      })
  void whatAMechanismMadeOfItIsNoticed(String dialogue) {
    assertThatThrownBy(() -> KeptSecrets.checkDialogue("standard error", dialogue))
        .isInstanceOf(AssertionError.class)
        .hasMessageNotContaining("3f18b52881e44c0cc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "work: C: APOP me ********",
        "work: C: AUTH SCRAM-SHA-256 ********\nwork: S: + cj1yT3By\nwork: C: ********",
        "work: C: PASS ********\nwork: C: UIDL\nwork: C: CAPA"
      })
  void aMaskIsNone(String dialogue) {
    assertThatCode(() -> KeptSecrets.checkDialogue("standard error", dialogue))
        .doesNotThrowAnyException();
  }

  @Test
  void filesAndTheirNamesAreLookedThrough(
      @TempDir(deletionStrategy = TempDirDeletionStrategy.Standard.class) Path folder)
      throws Exception {
    Path below = Files.createDirectories(folder.resolve(".local/state/popfetch/work"));
    KeptSecrets.checkFiles(folder);
    Path journal = Files.writeString(below.resolve("journal"), "1 abracadabra");
    assertThatThrownBy(() -> KeptSecrets.checkFiles(folder)).isInstanceOf(AssertionError.class);
    Files.delete(journal);
    Files.createFile(below.resolve("abracadabra"));
    assertThatThrownBy(() -> KeptSecrets.checkFiles(folder)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {".config/popfetch/config.toml", ".local/state/popfetch/.oauth/a.token"})
  void whereTheUserWroteItIsNoLeak(String name, @TempDir Path folder) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "abracadabra");
    assertThatCode(() -> KeptSecrets.checkFiles(folder)).doesNotThrowAnyException();
  }

  @Test
  void argumentsOfProcessesAreLookedAt() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "cat; : abracadabra").start();
    try {
      assertThatThrownBy(() -> KeptSecrets.checkProcesses(process))
          .isInstanceOf(AssertionError.class);
    } finally {
      process.destroyForcibly();
    }
  }
}
