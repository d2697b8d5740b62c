package org.popfetch.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Pin;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;

@Timeout(60)
class TlsTest {
  /// Everything but the TLS handshake that begins it.
  private static final String LOGIN = "S-starttls\n" + ScriptedServer.LOGIN;

  static Stream<Arguments> trusted() {
    TestKey localhost = TestKeys.localhost();
    return Stream.of(
        Arguments.of("the CA file has it", localhost, Setup.implicit(localhost.pem())),
        Arguments.of(
            "the CA file has its CA",
            TestKeys.signed(),
            Setup.implicit(TestKeys.authority().pem())),
        Arguments.of("it is pinned", localhost, Setup.pinned(pin(localhost))),
        Arguments.of("its key is pinned", localhost, Setup.pinned(keyPin(localhost))),
        Arguments.of(
            "it is one of the pinned ones",
            localhost,
            Setup.pinned(pin(TestKeys.otherLocalhost()), keyPin(localhost))),
        Arguments.of(
            "it is pinned, whatever its dates",
            TestKeys.expired(),
            Setup.pinned(pin(TestKeys.expired()))),
        Arguments.of(
            "it is pinned, whatever its name",
            TestKeys.wrongName(),
            Setup.pinned(pin(TestKeys.wrongName()))),
        Arguments.of(
            "it bears the name that was configured",
            TestKeys.wrongName(),
            Setup.plain().with(named("mail.example.org", TestKeys.authority().pem()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void trusted(String why, TestKey key, Setup setup) throws Failed {
    try (var server = ScriptedServer.start(LOGIN, key.serverContext())) {
      try (Transaction transaction = setup.open(server.port())) {
        assertThat(transaction.tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
        assertThat(transaction.tls().orElseThrow().chain().getFirst()).isEqualTo(key.certificate());
      }
      server.verify();
    }
  }

  static Stream<Arguments> refused() {
    TestKey localhost = TestKeys.localhost();
    TestKey other = TestKeys.otherLocalhost();
    Setup system = Setup.plain().with(Tls.of(Tls.Mode.IMPLICIT));
    return Stream.of(
        Arguments.of(
            localhost,
            system,
            "the certificate is self-signed (CN=localhost,O=localhost, valid until"),
        Arguments.of(
            TestKeys.expired(),
            Setup.implicit(TestKeys.authority().pem()),
            "the certificate expired on 2"),
        Arguments.of(
            TestKeys.expired(),
            Setup.implicit(TestKeys.expired().pem()),
            "the certificate expired on 2"),
        Arguments.of(
            TestKeys.notYetValid(),
            Setup.implicit(TestKeys.authority().pem()),
            "the certificate is not valid before 2"),
        Arguments.of(
            TestKeys.signed(),
            system,
            "is signed by CN=localhost,O=authority, whom this machine does not trust"),
        Arguments.of(
            TestKeys.signed(),
            Setup.implicit(localhost.pem()),
            "is signed by CN=localhost,O=authority, whom this machine does not trust"),
        Arguments.of(other, Setup.implicit(localhost.pem()), "the certificate is self-signed"),
        Arguments.of(
            TestKeys.wrongName(),
            Setup.implicit(TestKeys.authority().pem()),
            "the certificate is for mail.example.org, not for 127.0.0.1"),
        Arguments.of(
            localhost,
            Setup.plain().with(named("mail.example.org", localhost.pem())),
            "the certificate is for localhost, 127.0.0.1, not for mail.example.org"),
        Arguments.of(
            other,
            Setup.pinned(pin(localhost)),
            "none of those pinned by tls-fingerprint: this one is " + pin(other)));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource
  void refused(TestKey key, Setup setup, String words) {
    try (var server = ScriptedServer.start("S-starttls fails", key.serverContext())) {
      Failure failure = failure(setup, server.port());
      server.verify();
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.status().code()).isEqualTo(69);
      assertThat(failure.doing()).isEqualTo("TLS handshake with 127.0.0.1:" + server.port());
      assertThat(failure.cause()).contains(words);
      assertThat(failure.next()).startsWith("nothing was sent");
    }
  }

  @Test
  void anUntrustedCertificateIsShownWithTheFingerprintToPin() {
    TestKey key = TestKeys.localhost();
    try (var server = ScriptedServer.start("S-starttls fails", key.serverContext())) {
      assertThat(failure(Setup.plain().with(Tls.of(Tls.Mode.IMPLICIT)), server.port()).next())
          .contains("tls-fingerprint = \"sha256:" + key.sha256() + "\"");
    }
  }

  @Test
  void severalConnectionsShareAPolicyAndEachIsCheckedForItsName() throws Failed {
    TestKey key = TestKeys.localhost();
    SSLContext context = key.serverContext();
    String script = "--- session 1\n" + LOGIN + "--- session 2\n" + LOGIN;
    try (var server = ScriptedServer.start(script, context)) {
      Setup.implicit(key.pem()).open(server.port()).close();
      Setup.implicit(key.pem()).open(server.port()).close();
      server.verify();
    }
    try (var server = ScriptedServer.start("S-starttls fails", context)) {
      Setup named = Setup.plain().with(named("mail.example.org", key.pem()));
      assertThat(failure(named, server.port()).cause()).contains("not for mail.example.org");
    }
  }

  @Test
  void aCAFileMayHoldSeveral(@TempDir Path directory) throws IOException, Failed {
    Path pem = directory.resolve("ca.pem");
    Files.writeString(
        pem,
        "# two of them\n"
            + Files.readString(TestKeys.otherLocalhost().pem())
            + "\nand the one\n"
            + Files.readString(TestKeys.localhost().pem()));
    try (var server = ScriptedServer.start(LOGIN)) {
      Setup.implicit(pem).open(server.port()).close();
      server.verify();
    }
  }

  @Test
  void aCAFileThatIsNoneIsAFaultOfTheConfiguration(@TempDir Path directory) throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing\n");
    Path broken =
        Files.writeString(
            directory.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThat(ofCaFile(empty)).isEqualTo("there is no PEM certificate in it");
    assertThat(ofCaFile(broken)).isEqualTo("a certificate in it cannot be read");
    assertThat(ofCaFile(directory.resolve("none.pem"))).isEqualTo("there is no such file");
  }

  private static String ofCaFile(Path file) {
    try (var server = ScriptedServer.start("S-close")) {
      Failure failure = failure(Setup.implicit(file), server.port());
      assertThat(failure.kind()).isEqualTo(Kind.CONFIG);
      assertThat(failure.doing()).isEqualTo("reading the certificates to trust from " + file);
      return failure.cause();
    }
  }

  /// It is asked, without TLS, how else it can be had.
  @Test
  void aPlaintextServerOnATLSPortIsRecognised() {
    String script =
        """
        S: +OK hello
        S-close
        --- session 2: without TLS
        S: +OK hello again
        C: CAPA
        S: +OK
        S: STLS
        S: .
        C-close
        """;
    try (var server = ScriptedServer.start(script)) {
      Failure failure = failure(Setup.implicit(TestKeys.localhost().pem()), server.port());
      server.verify();
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause())
          .isEqualTo(
              "port %d does not begin with TLS, it greets in plain text: \"+OK hello again\""
                  .formatted(server.port()));
      assertThat(failure.next()).contains("tls = \"starttls\"", "tls = \"none\" is safe");
    }
  }

  @Test
  void aServerThatSpeaksNoTlsAndThenNothingIsToldAsSeenFirst() {
    String script = "S: +OK hello\nS-close\n--- session 2: gone\nS-close\n";
    try (var server = ScriptedServer.start(script)) {
      Failure failure = failure(Setup.implicit(TestKeys.localhost().pem()), server.port());
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause())
          .isEqualTo("the server does not speak TLS on port " + server.port());
      assertThat(failure.next()).contains("tls = \"starttls\"");
    }
  }

  @Test
  void aTLSServerOnAPlaintextPortIsRecognised() {
    String script = "S-starttls fails\n--- session 2: the probe\nS-starttls fails\n";
    try (var server = ScriptedServer.start(script)) {
      Failure failure = failure(Setup.starttls(TestKeys.localhost().pem()), server.port());
      server.verify();
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause())
          .isEqualTo("port " + server.port() + " speaks TLS from the first octet");
      assertThat(failure.next()).contains("tls = \"implicit\"");
    }
  }

  @Test
  void aServerThatTakesItsTimeToGreetIsWaitedFor() throws Exception {
    try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var greeted =
          CompletableFuture.supplyAsync(
              () -> failure(Setup.plain(), listener.getLocalPort()), Thread::startVirtualThread);
      try (Socket session = listener.accept();
          Socket probe = listener.accept()) {
        probe.getOutputStream().write("+OK hello\r\n".getBytes(US_ASCII));
        session.getOutputStream().write("-ERR not today\r\n".getBytes(US_ASCII));
        assertThat(greeted.get().cause()).isEqualTo("the server answered \"-ERR not today\"");
      }
    }
  }

  @Test
  void aServerThatHangsUpOrStallsInTheHandshakeDoesNotKeepUs() {
    try (var server = ScriptedServer.start("S-close")) {
      Failure failure = failure(Setup.implicit(TestKeys.localhost().pem()), server.port());
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause()).isEqualTo("the server hung up");
    }
    try (var server = ScriptedServer.start("S-stall")) {
      Setup setup = Setup.implicit(TestKeys.localhost().pem()).within(Duration.ofMillis(300));
      Failure failure = failure(setup, server.port());
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.cause()).isEqualTo("no answer within 0.3 s");
    }
    // A record header that promises 16 kB, then an octet now and then.
    try (var server = ScriptedServer.start("S-raw \\x16\\x03\\x03\\x40\\x00\nS-drip 20 x")) {
      Setup setup = Setup.implicit(TestKeys.localhost().pem()).within(Duration.ofMillis(300));
      assertThat(failure(setup, server.port()).cause()).isEqualTo("no answer within 0.3 s");
    }
  }

  private static Failure failure(Setup setup, int port) {
    Failed failed = catchThrowableOfType(Failed.class, () -> setup.open(port));
    assertThat(failed).as("open should have failed").isNotNull();
    return failed.failure();
  }

  private static Tls named(String name, Path caFile) {
    return new Tls(Tls.Mode.IMPLICIT, Optional.of(caFile), List.of(), Optional.of(name));
  }

  private static Pin pin(TestKey key) {
    return new Pin(Pin.Of.CERTIFICATE, key.sha256());
  }

  private static Pin keyPin(TestKey key) {
    return new Pin(Pin.Of.KEY, key.spkiSha256());
  }
}
