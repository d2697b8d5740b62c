package org.popfetch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.dovecot.Post;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// A server as people have it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DoctorDovecotIT {
  private Dovecot server;
  private Path mail;

  @BeforeAll
  void start() throws IOException {
    if (!Dovecot.isInstalled() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("Dovecot is not installed, and CI=true: see .ci/run");
    }
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    server = Dovecot.start();
    mail = server.maildir("me");
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(mail.resolve(folder));
    }
    for (int number = 1; number <= 3; number++) {
      Files.writeString(
          mail.resolve("cur/170000000" + number + ".M1P1.host:2,"),
          Post.message("me", number, new Random(number)),
          StandardCharsets.ISO_8859_1);
    }
    Dovecot.own(mail);
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private Ran examine(Path home, String password, String... lines) throws IOException {
    var household = new Household(home);
    household.configure(
        """
        [accounts.work]
        host = "127.0.0.1"
        user = "me"
        password = "%s"
        tls-ca-file = "%s"
        deliver = "maildir:~/Mail"
        %s
        """
            .formatted(password, server.certificate, String.join("\n", lines)));
    SortedMap<String, String> before = messages();
    Ran ran = household.popfetch("doctor");
    assertThat(messages()).isEqualTo(before).hasSize(3);
    assertThat(household.path("Mail")).doesNotExist();
    assertThat(household.path(".local")).doesNotExist();
    assertThat(ran.out()).doesNotContain(password + "\n");
    assertThat(ran.err()).isEmpty();
    assertThat(household.popfetch("sync").status()).isEqualTo(ran.status());
    return ran;
  }

  /// The messages on the server by their names, which bear their flags.
  private SortedMap<String, String> messages() throws IOException {
    SortedMap<String, String> messages = new TreeMap<>();
    for (String folder : List.of("cur", "new", "tmp")) {
      try (Stream<Path> files = Files.list(mail.resolve(folder))) {
        for (Path file : files.toList()) {
          messages.put(
              mail.relativize(file).toString(),
              Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return messages;
  }

  private static String verdicts(Ran ran) {
    return ran.out()
        .lines()
        .filter(line -> line.matches(" {2}(ok|BAD|note|-) .*"))
        .map(line -> line.substring(2, 22).strip().replaceAll(" +", " "))
        .reduce("", (all, line) -> all + line + "; ");
  }

  @Test
  void implicitTls(@TempDir Path home) throws IOException {
    Ran ran = examine(home, "abracadabra", "port = " + server.tlsPort);
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(verdicts(ran))
        .isEqualTo(
            "ok config; ok password; ok name; ok connect; ok TLS; ok certificate; ok greeting;"
                + " ok offers; ok login; ok offers (login); ok maildrop; ok state; ok destination;"
                + " ok clock; ");
    assertThat(ran.out())
        .contains("TLS 1.3, TLS_", "for 127.0.0.1, valid until", "so APOP is possible")
        .contains(
            "logged in by AUTH PLAIN, safe inside TLS; also possible: user, login",
            "PIPELINING: many messages")
        .containsPattern("maildrop        3 messages, .* 3 with new uids");
  }

  @Test
  void startTls(@TempDir Path home) throws IOException {
    Ran ran = examine(home, "abracadabra", "tls = 'starttls'", "port = " + server.port);
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(verdicts(ran))
        .startsWith(
            "ok config; ok password; ok name; ok connect; ok greeting; ok offers; ok STARTTLS;"
                + " ok certificate; ok offers (TLS); ok login; ");
  }

  @Test
  void withoutTls(@TempDir Path home) throws IOException {
    Ran ran = examine(home, "abracadabra", "tls = 'none'", "port = " + server.port);
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(ran.out())
        .contains(
            "logged in by AUTH CRAM-MD5, which proves the password without sending it; also"
                + " possible: apop, plain, user, login");
  }

  @Test
  void wrongPassword(@TempDir Path home) throws IOException {
    Ran ran = examine(home, "wrong-horse", "port = " + server.tlsPort);
    assertThat(ran.status()).isEqualTo(77);
    assertThat(ran.out())
        .contains("BAD  login           the server answered \"-ERR [AUTH]")
        .contains("The server does not know this user with this password.");
  }

  @Test
  void startTlsOnThePortForTls(@TempDir Path home) throws IOException {
    Ran ran =
        examine(
            home, "abracadabra", "tls = 'starttls'", "timeout = '5s'", "port = " + server.tlsPort);
    assertThat(ran.status()).isEqualTo(69);
    assertThat(ran.out()).contains("speaks TLS from the first octet", "tls = \"implicit\"");
  }

  @Test
  void implicitTlsOnThePortForStls(@TempDir Path home) throws IOException {
    Ran ran = examine(home, "abracadabra", "port = " + server.port);
    assertThat(ran.status()).isEqualTo(69);
    assertThat(ran.out())
        .contains("It offers STLS, by which TLS begins later. Try:\n          tls = \"starttls\"");
  }
}
