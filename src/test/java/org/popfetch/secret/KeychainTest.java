package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.os.Programs;
import org.popfetch.os.RealPrograms;
import org.popfetch.report.Failed;

/// The dialogue with `security`, which only macOS has: a script stands in for it. It keeps one
/// password in a file, and writes down how it was called.
class KeychainTest {
  private static final Account ACCOUNT =
      new Account(
          new AccountName("work"),
          new Server(
              "pop.example.com",
              995,
              Tls.of(Tls.Mode.IMPLICIT),
              Duration.ofSeconds(1),
              Pipelining.AUTO),
          new Login("m\"e\\", new PasswordSource.Keyring(), false, List.of()),
          new Keep.Forever(),
          new Destination.Maildir(Path.of("/m")),
          Limits.NONE,
          false,
          true);

  private static final String SECURITY =
      """
      #!/bin/bash
      cd "${0%/*}"
      printf '%s\\n' "$*" >>calls
      [ -e status ] && { echo "security: told" >&2; exit "$(cat status)"; }
      case $1 in
        -i) cat >told; sed 's/.* -w "\\(.*\\)"$/\\1/; s/\\\\\\(.\\)/\\1/g' told >kept ;;
        find-internet-password) [ -e kept ] || exit 44; LC_ALL=C grep '[^ -~]' kept | od -An -tx1 | tr -d ' \\n'
          LC_ALL=C grep -v '[^ -~]' kept; exit 0 ;;
        delete-internet-password) [ -e kept ] || exit 44; rm kept ;;
      esac
      """;

  @TempDir Path folder;

  private Keychain keychain;

  @BeforeEach
  void installs() throws Exception {
    Path program = Files.writeString(folder.resolve("security"), SECURITY);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    var real = new RealPrograms();
    keychain =
        new Keychain(
            new KeyringTool(order -> {
              var argv = new ArrayList<>(order.argv());
              assertThat(argv.getFirst()).isEqualTo("security");
              argv.set(0, program.toString());
              return real.run(
                  new Programs.Order(argv, Map.of(), order.input(), Duration.ofSeconds(30)));
            }));
  }

  @Test
  void thePasswordGoesThroughStandardInput() throws Exception {
    keychain.store(ACCOUNT, new Secret("hun\"ter\\ 2"));
    assertThat(keychain.find(ACCOUNT).reveal()).isEqualTo("hun\"ter\\ 2");
    assertThat(Files.readString(folder.resolve("told")))
        .isEqualTo(
            """
            add-internet-password -U -s "pop.example.com" -a "m\\"e\\\\"\
             -l "popfetch: m\\"e\\\\ at pop.example.com" -w "hun\\"ter\\\\ 2"
            """);
    assertThat(Files.readAllLines(folder.resolve("calls"), StandardCharsets.UTF_8))
        .containsExactly(
            "-i",
            "find-internet-password -s pop.example.com -a m\"e\\ -w",
            "find-internet-password -s pop.example.com -a m\"e\\ -w");
  }

  @Test
  void aPasswordThatWouldComeBackAsDigitsIsNotKept() throws Exception {
    assertThat(
            catchThrowableOfType(Failed.class, () -> keychain.store(ACCOUNT, new Secret("hünter2")))
                .failure()
                .cause())
        .startsWith("the keychain gives it back changed");
    assertThat(folder.resolve("kept")).doesNotExist();
  }

  @Test
  void tellsWhetherItHasOne() throws Exception {
    assertThat(keychain.has(ACCOUNT)).isFalse();
    keychain.store(ACCOUNT, new Secret("hunter2"));
    assertThat(keychain.has(ACCOUNT)).isTrue();
  }

  @Test
  void clearsOnce() throws Exception {
    keychain.store(ACCOUNT, new Secret("abracadabra"));
    assertThat(keychain.clear(ACCOUNT)).isTrue();
    assertThat(keychain.clear(ACCOUNT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "44, it has none for",
    "36, it is locked",
    "51, it is locked",
    "128, it is locked",
    "1, 'it ended with status 1, saying \"security: told\"'"
  })
  void itsStatusSaysWhatIsWrong(String status, String cause) throws Exception {
    Files.writeString(folder.resolve("status"), status);
    var failed = catchThrowableOfType(Failed.class, () -> keychain.find(ACCOUNT));
    assertThat(failed.failure().cause()).startsWith(cause);
  }
}
