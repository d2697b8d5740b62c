package org.popfetch.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;

/// SASL EXTERNAL at a real Dovecot, which takes the user's name from the client's certificate.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalIT {
  private static final int LETTERS = 3;

  private Dovecot server;
  private Household household;

  @BeforeAll
  void start() throws IOException {
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    server =
        Dovecot.start(
            """
            auth_mechanisms = external plain
            auth_failure_delay = 0
            ssl_ca = <%s
            ssl_verify_client_cert = yes
            ssl_require_crl = no
            auth_ssl_username_from_cert = yes
            ssl_cert_username_field = commonName
            passdb {
              driver = static
              mechanisms = external
              args = nopassword=y
            }
            passdb {
              driver = static
              mechanisms = plain
              args = password=secret
            }
            """
                .formatted(TestKeys.authority().pem()));
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  @ParameterizedTest
  @CsvSource({"implicit, true", "starttls, false"})
  void aCertificateLogsInWithoutAPassword(String tls, boolean tlsPort) throws IOException {
    List<String> sent = Post.fill(server, "ada", LETTERS);
    certificate("ada");
    configure("ada", tlsPort ? server.tlsPort : server.port, "tls = '" + tls + "'");
    assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
    assertThat(Post.inFolder(household.path("Mail/new"))).isEqualTo(sent);

    Ran again = household.popfetch("sync", "-vv");
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err()).contains("AUTH EXTERNAL").doesNotContain("AUTH PLAIN", "USER", "PASS");
    assertThat(household.popfetch("doctor").out())
        .contains("logged in by AUTH EXTERNAL", "; shown: CN=ada,O=users, valid until ");
  }

  @Test
  void anothersCertificateOpensNothing() throws IOException {
    certificate("eve");
    configure("ada", server.tlsPort);
    Ran ran = household.popfetch("sync");
    assertThat(ran.status()).as(ran.err()).isEqualTo(77);
    assertThat(ran.err())
        .startsWith("work: logging in: the server answered \"-ERR [AUTH] ")
        .contains("check user and the client certificate");
  }

  /// The server then does not offer it.
  @Test
  void withoutACertificateNothingIsSentInItsPlace() throws IOException {
    configure("ada", server.tlsPort);
    Ran ran = household.popfetch("sync", "-vv");
    assertThat(ran.status()).as(ran.err()).isNotZero();
    assertThat(ran.err()).doesNotContain("AUTH PLAIN", "C: USER", "PASS");
  }

  private void certificate(String user) throws IOException {
    Path file = household.path("me.p12");
    Files.copy(TestKeys.user(user).keyStore(), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(household.path("pw"), TestKey.PASSWORD);
  }

  private void configure(String user, int port, String... rest) throws IOException {
    String shown =
        Files.exists(household.path("me.p12"))
            ? """
            tls-client-certificate = "~/me.p12"
            tls-client-key-password-command = "cat ~/pw"
            """
            : "";
    household.configure(
        """
        [accounts.work]
        host = "localhost"
        port = %d
        tls-ca-file = "%s"
        user = "%s"
        auth = ["external"]
        deliver = "maildir:~/Mail"
        %s
        %s
        """
            .formatted(port, server.certificate, user, shown, String.join("\n", rest)));
  }
}
