package org.popfetch.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;
import org.popfetch.testing.TestProxy;

/// The packaged program on its way to a real server: with a certificate of its own, through proxies
/// and tunnels.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LineIT {
  private static final Ran SILENT = new Ran(0, "", "");
  private static final int LETTERS = 3;

  private Dovecot server;
  private Household household;

  @BeforeAll
  void start() throws IOException {
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    server =
        Dovecot.start(
            """
            ssl_ca = <%s
            ssl_verify_client_cert = yes
            ssl_require_crl = no
            """
                .formatted(TestKeys.authority().pem()));
    Post.fill(server, "me", LETTERS);
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

  private void configure(String host, int port, String... rest) throws IOException {
    household.configure(
        """
        [accounts.work]
        host = "%s"
        port = %d
        tls-ca-file = "%s"
        user = "me"
        password = "abracadabra"
        deliver = "maildir:~/Mail"
        %s
        """
            .formatted(host, port, server.certificate, String.join("\n", rest)));
  }

  private void assertAllArrive() throws IOException {
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inFolder(household.path("Mail/new"))).hasSize(LETTERS);
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
  }

  @Test
  void aServerThatDemandsACertificateIsShownOne() throws IOException {
    try (var strict =
        Dovecot.start(
            """
            ssl_ca = <%s
            ssl_verify_client_cert = yes
            ssl_require_crl = no
            auth_ssl_require_client_cert = yes
            """
                .formatted(TestKeys.authority().pem()))) {
      Post.fill(strict, "me", LETTERS);
      Path p12 = household.path("me.p12");
      Files.copy(TestKeys.signed().keyStore(), p12);
      Files.setPosixFilePermissions(p12, PosixFilePermissions.fromString("rw-------"));
      Path opens = Files.writeString(household.path("pw"), TestKey.PASSWORD);
      String client =
          "tls-client-certificate = '~/me.p12'\ntls-client-key-password-command = 'cat "
              + opens
              + "'";
      configure("localhost", strict.tlsPort, client);
      assertAllArrive();
      assertThat(household.popfetch("doctor").out())
          .contains("; shown: CN=localhost,O=signed, valid until ");
      configure("localhost", strict.tlsPort);
      Ran without = household.popfetch("sync");
      assertThat(without.status()).isEqualTo(77);
      assertThat(without.err()).contains("SSL certificate");
    }
  }

  @ParameterizedTest
  @CsvSource({"implicit, true", "starttls, false"})
  void mailComesThroughATunnel(String tls, boolean tlsPort) throws IOException {
    int port = tlsPort ? server.tlsPort : server.port;
    Path relay = household.path("relay");
    Files.writeString(relay, "#!/bin/bash\nexec 3<>/dev/tcp/$1/$2; cat <&3 & cat >&3; wait\n");
    Files.setPosixFilePermissions(relay, PosixFilePermissions.fromString("rwx------"));
    configure(
        "mail.invalid",
        port,
        "tls = '" + tls + "'",
        "tls-server-name = 'localhost'",
        "tunnel = ['~/relay', '127.0.0.1', '" + port + "']");
    assertAllArrive();
    assertThat(household.popfetch("doctor").out())
        .contains("mail.invalid: where it is, the tunnel knows", "by `" + relay + " 127.0.0.1 ");
  }

  @Test
  void mailComesThroughAProxyThatLooksTheNameUp() throws IOException {
    try (var proxy = TestProxy.socks5(server.tlsPort, "user", "abracadabra")) {
      configure(
          "mail.invalid",
          995,
          "tls-server-name = 'localhost'",
          "proxy = 'socks5://user:abracadabra@127.0.0.1:" + proxy.port() + "'");
      assertAllArrive();
      assertThat(proxy.requests()).containsOnly("name mail.invalid 995");
      Ran doctor = household.popfetch("doctor");
      assertThat(doctor.out())
          .contains(
              "mail.invalid: looked up by the proxy, not here",
              "port 995 through socks5://user:********@127.0.0.1:" + proxy.port() + " in ");
      Ran shown = household.popfetch("config", "show");
      Ran verbose = household.popfetch("-vv", "sync");
      Ran json = household.popfetch("--json", "-vv", "sync");
      assertThat("" + doctor + shown + verbose + json).doesNotContain("abracadabra");
    }
  }

  @Test
  void aProxyThatRefusesIsSaid() throws IOException {
    try (var proxy = TestProxy.http(0, "HTTP/1.1 403 Forbidden")) {
      configure("mail.invalid", 995, "proxy = 'http://127.0.0.1:" + proxy.port() + "'");
      Ran ran = household.popfetch("sync");
      assertThat(ran.status()).isEqualTo(69);
      assertThat(ran.err())
          .isEqualTo(
              "work: connecting to mail.invalid:995 through the proxy 127.0.0.1:"
                  + proxy.port()
                  + ": the proxy refused: \"HTTP/1.1 403 Forbidden\"; tried again next time\n");
    }
  }

  @Test
  void anInterruptEndsATunnelThatSaysNothing() throws Exception {
    Path sign = household.path("started");
    configure(
        "mail.invalid", 995, "tunnel = ['sh', '-c', 'echo $$ > " + sign + "; exec sleep 65']");
    Process run = household.start("sync");
    await(sign);
    long child = Long.parseLong(Files.readString(sign).strip());
    new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
    assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static void await(Path file) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(System.nanoTime()).as("waiting for " + file).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
