package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.ClientCertificate;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.Doorkeeper;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;
import org.popfetch.wire.Transcript;

/// The finer choices of TLS, against a server that says what it saw of them.
@Timeout(60)
class TlsChoicesTest {
  @TempDir static Path directory;

  private static Path key;
  private static Path certificate;

  @BeforeAll
  static void writeKeys() throws Exception {
    certificate = TestKeys.otherLocalhost().pem();
    key = secret("me.key", pem("PRIVATE KEY", privateKey(TestKeys.otherLocalhost()).getEncoded()));
  }

  private static PrivateKey privateKey(TestKey of) throws Exception {
    KeyStore store = KeyStore.getInstance(of.keyStore().toFile(), TestKey.PASSWORD.toCharArray());
    return (PrivateKey) store.getKey(store.aliases().nextElement(), TestKey.PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der));
  }

  private static Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static Tls tls(
      Optional<Path> caFile, Tls.Version oldest, boolean revocation, ClientCertificate... client) {
    return new Tls(
        Tls.Mode.IMPLICIT,
        caFile,
        List.of(),
        Optional.of("localhost"),
        oldest,
        revocation,
        Stream.of(client).findFirst());
  }

  private static Tls showing(ClientCertificate... client) {
    return tls(Optional.of(TestKeys.localhost().pem()), Tls.Version.TLS_1_2, false, client);
  }

  private static ClientCertificate of(Path certificate, Path key) {
    return new ClientCertificate(certificate, Optional.of(key), Optional.empty());
  }

  /// Goes up to the greeting.
  private static Approach.Arrived arrive(Tls tls, int port) throws Failed {
    return new Approach(Setup.plain().with(tls).account(port), Transcript.none(), _ -> {}).arrive();
  }

  private static Failure failure(Tls tls, int port) {
    Failed failed = catchThrowableOfType(Failed.class, () -> arrive(tls, port));
    assertThat(failed).isNotNull();
    return failed.failure();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientCertificateIsShownToAServerThatWantsOne(String version) throws Exception {
    var wanted = demanding(version);
    try (var server = Doorkeeper.trusting(TestKeys.otherLocalhost(), wanted)) {
      Approach.Arrived there = arrive(showing(of(certificate, key)), server.port());
      there.connection().close();
      assertThat(there.connection().tls().orElseThrow().own())
          .contains(TestKeys.otherLocalhost().certificate());
      assertThat(server.visitor()).isEqualTo(TestKeys.otherLocalhost().certificate());
    }
  }

  private static SSLParameters demanding(String... versions) {
    var parameters = new SSLParameters();
    parameters.setNeedClientAuth(true);
    parameters.setProtocols(versions);
    return parameters;
  }

  @Test
  void aKeyMayBeInTheFileOfItsCertificate() throws Exception {
    Path both = secret("both.pem", Files.readString(key) + Files.readString(certificate));
    assertShown(new ClientCertificate(both, Optional.empty(), Optional.empty()));
  }

  private static void assertShown(ClientCertificate client) throws Exception {
    try (var server = Doorkeeper.trusting(TestKeys.otherLocalhost(), demanding("TLSv1.3"))) {
      arrive(showing(client), server.port()).connection().close();
      assertThat(server.visitor()).isEqualTo(TestKeys.otherLocalhost().certificate());
    }
  }

  @Test
  void aKeyMayBeInAPkcs12File() throws Exception {
    Path p12 = directory.resolve("me.p12");
    Files.copy(TestKeys.otherLocalhost().keyStore(), p12);
    Files.setPosixFilePermissions(p12, PosixFilePermissions.fromString("rw-------"));
    assertShown(
        new ClientCertificate(p12, Optional.empty(), Optional.of(printing(TestKey.PASSWORD))));
    var wrong = new ClientCertificate(p12, Optional.empty(), Optional.of(printing("abracadabra")));
    assertConfig(wrong, "its password is another one", "check tls-client-key-password-command");
  }

  private static List<String> printing(String password) {
    return List.of("echo", password);
  }

  @Test
  void aKeyMayBeEncrypted() throws Exception {
    Path encrypted = directory.resolve("encrypted.key");
    openssl("pkcs8", "-topk8", "-in", key, "-out", encrypted, "-passout", "pass:abracadabra");
    var client =
        new ClientCertificate(
            certificate, Optional.of(encrypted), Optional.of(printing("abracadabra")));
    assertShown(client);
    var wrong =
        new ClientCertificate(certificate, Optional.of(encrypted), Optional.of(printing("x")));
    assertConfig(wrong, "does not open: its password is another one", "check tls-client-key-pass");
    assertConfig(
        of(certificate, encrypted), "is encrypted", "write tls-client-key-password-command");
    var failing =
        new ClientCertificate(
            certificate,
            Optional.of(encrypted),
            Optional.of(List.of("sh", "-c", "echo no card >&2; exit 3")));
    assertConfig(
        failing,
        "tls-client-key-password-command: it ended with status 3, saying \"no card\"",
        "it must print");
  }

  private static void openssl(Object... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of("openssl"), Stream.of(arguments).map(Object::toString)).toList();
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static void assertConfig(ClientCertificate client, String cause, String next) {
    Failure failure = failureWithoutConversation(client);
    assertThat(failure.kind()).isEqualTo(Kind.CONFIG);
    assertThat(failure.doing())
        .isEqualTo("reading the certificate to show from " + client.certificate());
    assertThat(failure.cause()).contains(cause);
    assertThat(failure.next()).startsWith(next);
  }

  private static Failure failureWithoutConversation(ClientCertificate client) {
    try (var server = Doorkeeper.trusting(TestKeys.otherLocalhost(), demanding("TLSv1.3"))) {
      return failure(showing(client), server.port());
    }
  }

  @Test
  void aClientKeyThatCannotBeUsedIsAFaultOfTheConfiguration() throws Exception {
    Path open = secret("open.key", Files.readString(key));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
    assertConfig(of(certificate, open), "others may read " + open + " (0640)", "chmod 600 " + open);
    Path other =
        secret("other.key", pem("PRIVATE KEY", privateKey(TestKeys.localhost()).getEncoded()));
    assertConfig(of(certificate, other), "belongs to another certificate", "check tls-client-key");
    Path old = secret("old.key", pem("EC PRIVATE KEY", new byte[20]));
    assertConfig(of(certificate, old), "of the old form \"EC PRIVATE KEY\"", "openssl pkcs8");
    Path broken = secret("broken.key", pem("PRIVATE KEY", new byte[20]));
    assertConfig(of(certificate, broken), "cannot be read", "check tls-client-key");
    Path none = secret("none.key", "nothing");
    assertConfig(of(certificate, none), "there is no PEM private key in", "check tls-client-key");
    assertConfig(of(none, key), "there is no PEM certificate in it", "check tls-client-certif");
    Path missing = directory.resolve("missing.pem");
    assertConfig(
        new ClientCertificate(certificate, Optional.empty(), Optional.empty()),
        "there is no private key in it",
        "write tls-client-key");
    assertConfig(of(missing, key), "there is no such file", "check tls-client-certificate");
  }

  /// With TLS 1.2 the alert says less (RFC 5246 §7.4.6).
  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, the server broke it off (handshake failure), perhaps it wants to be shown a",
    "TLSv1.3, the server wants to be shown a certificate, write tls-client-certificate and"
  })
  void aServerThatWantsACertificateAndGetsNoneIsUnderstood(
      String version, String cause, String next) {
    try (var server = Doorkeeper.trusting(TestKeys.otherLocalhost(), demanding(version))) {
      Failure failure = failure(showing(), server.port());
      assertThat(failure.status().code()).isEqualTo(69);
      assertThat(failure.cause()).isEqualTo(cause);
      assertThat(failure.next()).startsWith(next);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCertificateThatTheServerDoesNotAcceptIsUnderstood(String version) throws Exception {
    try (var server = Doorkeeper.trusting(TestKeys.signed(), demanding(version))) {
      Failure failure = failure(showing(of(certificate, key)), server.port());
      assertThat(failure.status().code()).isEqualTo(69);
      assertThat(failure.cause())
          .startsWith("the server does not accept the certificate that was shown to it");
      assertThat(failure.next()).isEqualTo("check tls-client-certificate");
    }
  }

  @Test
  void aServerThatDoesNotAskIsShownNothing() throws Exception {
    try (var server = Doorkeeper.trusting(TestKeys.otherLocalhost(), new SSLParameters())) {
      Approach.Arrived there = arrive(showing(of(certificate, key)), server.port());
      there.connection().close();
      assertThat(there.connection().tls().orElseThrow().own()).isEmpty();
    }
  }

  @Test
  void anOlderVersionThanWantedIsRefused() throws Exception {
    var old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    Optional<Path> trusted = Optional.of(TestKeys.localhost().pem());
    try (var server = Doorkeeper.trusting(TestKeys.localhost(), old)) {
      Failure failure = failure(tls(trusted, Tls.Version.TLS_1_3, false), server.port());
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause()).isEqualTo("the server does not speak TLS 1.3");
      Approach.Arrived there = arrive(tls(trusted, Tls.Version.TLS_1_2, false), server.port());
      there.connection().close();
      assertThat(there.connection().tls().orElseThrow().protocol()).isEqualTo("TLSv1.2");
    }
  }

  @Test
  void theServerIsAskedForByTheNameThatIsConfigured() throws Exception {
    var tls =
        new Tls(
            Tls.Mode.IMPLICIT,
            Optional.of(TestKeys.authority().pem()),
            List.of(),
            Optional.of("mail.example.org"));
    try (var server = Doorkeeper.showing(TestKeys.wrongName())) {
      arrive(tls, server.port()).connection().close();
      assertThat(server.askedFor()).isEqualTo("mail.example.org");
    }
  }

  @Test
  void authoritiesMayLieInADirectory(@TempDir Path authorities) throws Exception {
    Files.writeString(authorities.resolve("README"), "not a certificate");
    Files.writeString(
        authorities.resolve("0a1b2c3d.0"), Files.readString(TestKeys.localhost().pem()));
    Files.writeString(authorities.resolve("empty.pem"), "none here");
    Files.copy(TestKeys.authority().pem(), authorities.resolve("ca.crt"));
    Tls tls = tls(Optional.of(authorities), Tls.Version.TLS_1_2, false);
    for (TestKey each : List.of(TestKeys.signed(), TestKeys.localhost())) {
      try (var server = Doorkeeper.showing(each)) {
        arrive(tls, server.port()).connection().close();
      }
    }
    try (var server = Doorkeeper.showing(TestKeys.otherLocalhost())) {
      assertThat(failure(tls, server.port()).kind()).isEqualTo(Kind.TLS);
    }
  }

  @Test
  void aDirectoryWithoutAuthoritiesIsAFaultOfTheConfiguration(@TempDir Path authorities)
      throws Exception {
    Tls tls = tls(Optional.of(authorities), Tls.Version.TLS_1_2, false);
    try (var server = Doorkeeper.showing(TestKeys.localhost())) {
      Failure failure = failure(tls, server.port());
      assertThat(failure.kind()).isEqualTo(Kind.CONFIG);
      assertThat(failure.cause()).isEqualTo("there is no PEM certificate in it");
    }
  }

  private static HttpServer lists;

  /// What the authority says of the three certificates that name its lists. A list is kept for half
  /// a minute by whoever fetched it, so each certificate has a list of its own.
  private enum Standing {
    GOOD,
    TAKEN_BACK,
    UNKNOWN;

    TestKey key() {
      return TestKeys.listedAt(name(), "http://127.0.0.1:" + lists.getAddress().getPort() + path());
    }

    String path() {
      return "/" + name();
    }
  }

  @BeforeAll
  static void publish() throws IOException {
    lists = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    list(Standing.GOOD, List.of());
    list(Standing.TAKEN_BACK, List.of(Standing.TAKEN_BACK.key().certificate()));
    lists.start();
  }

  private static void list(Standing standing, List<X509Certificate> takenBack) {
    byte[] list = TestKeys.revocationList(takenBack);
    lists.createContext(
        standing.path(),
        exchange -> {
          exchange.sendResponseHeaders(200, list.length);
          exchange.getResponseBody().write(list);
          exchange.close();
        });
  }

  @AfterAll
  static void unpublish() {
    lists.stop(0);
  }

  private static Tls asking(boolean revocation) {
    Optional<Path> trusted = Optional.of(TestKeys.authority().pem());
    return tls(trusted, Tls.Version.TLS_1_2, revocation);
  }

  @Test
  void aCertificateThatIsNotTakenBackIsGood() throws Exception {
    try (var server = Doorkeeper.showing(Standing.GOOD.key())) {
      arrive(asking(true), server.port()).connection().close();
    }
  }

  @Test
  void aCertificateThatWasTakenBackIsRefusedWhenSomebodyAsks() throws Exception {
    try (var server = Doorkeeper.showing(Standing.TAKEN_BACK.key())) {
      arrive(asking(false), server.port()).connection().close();
      Failure failure = failure(asking(true), server.port());
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause()).contains("was taken back by its authority (CN=localhost,O=");
      assertThat(failure.next()).startsWith("nothing was sent");
    }
  }

  @Test
  void aCertificateOfWhichNobodySaysWhetherItWasTakenBackIsRefused() throws Exception {
    for (TestKey key : List.of(Standing.UNKNOWN.key(), TestKeys.signed())) {
      try (var server = Doorkeeper.showing(key)) {
        Failure failure = failure(asking(true), server.port());
        assertThat(failure.kind()).isEqualTo(Kind.TLS);
        assertThat(failure.cause()).startsWith("nobody says whether the certificate was taken");
      }
    }
  }
}
