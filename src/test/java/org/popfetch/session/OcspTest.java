package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.Doorkeeper;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;
import org.popfetch.wire.Transcript;

/// Whether a certificate was taken back, asked of a responder (RFC 6960) that the authority of the
/// test runs.
@Timeout(60)
class OcspTest {
  private static final String TAKEN_BACK = "/taken-back";
  private static final String GOOD = "/good";
  private static final String BUSY = "/busy";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer responder;

  @BeforeEach
  void start() throws IOException {
    responder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    responder.createContext("/", this::answer);
    responder.start();
  }

  @AfterEach
  void stop() {
    responder.stop(0);
  }

  @Test
  void aCertificateThatIsNotTakenBackIsGood() throws Exception {
    try (var server = Doorkeeper.showing(key(GOOD))) {
      arrive(server.port(), true);
      assertThat(asked).containsOnly(GOOD);
    }
  }

  @Test
  void aCertificateThatWasTakenBackIsRefusedWhenSomebodyAsks() throws Exception {
    try (var server = Doorkeeper.showing(key(TAKEN_BACK))) {
      arrive(server.port(), false);
      assertThat(asked).isEmpty();
      Failure failure = failure(server.port());
      assertThat(asked).contains(TAKEN_BACK);
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.cause()).contains("was taken back by its authority (CN=localhost,O=");
      assertThat(failure.next()).startsWith("nothing was sent");
    }
  }

  @Test
  void aCertificateWhoseResponderHasNoTimeIsRefused() throws Exception {
    try (var server = Doorkeeper.showing(key(BUSY))) {
      Failure failure = failure(server.port());
      assertThat(asked).contains(BUSY);
      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure.next()).contains("tried again next time");
    }
  }

  /// The port is another one in each test, and a name is made only once.
  private TestKey key(String path) {
    int port = responder.getAddress().getPort();
    return TestKeys.answeredAt(path.substring(1) + port, "http://127.0.0.1:" + port + path);
  }

  private static void arrive(int port, boolean revocation) throws Failed {
    Tls tls =
        new Tls(
            Tls.Mode.IMPLICIT,
            Optional.of(TestKeys.authority().pem()),
            List.of(),
            Optional.of("localhost"),
            Tls.Version.TLS_1_2,
            revocation,
            Optional.empty());
    new Approach(Setup.plain().with(tls).account(port), Transcript.none(), _ -> {})
        .arrive()
        .connection()
        .close();
  }

  private static Failure failure(int port) {
    Failed failed = catchThrowableOfType(Failed.class, () -> arrive(port, true));
    assertThat(failed).isNotNull();
    return failed.failure();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] parts = exchange.getRequestURI().getPath().split("/", 3);
    String standing = "/" + parts[1];
    asked.add(standing);
    byte[] question =
        exchange.getRequestMethod().equals("POST")
            ? exchange.getRequestBody().readAllBytes()
            : Base64.getDecoder().decode(parts[2]);
    byte[] answer;
    try {
      answer = answer(new OCSPReq(question), standing);
    } catch (GeneralSecurityException | OCSPException | OperatorCreationException e) {
      throw new IOException(e);
    }
    exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static byte[] answer(OCSPReq question, String standing)
      throws GeneralSecurityException, OCSPException, OperatorCreationException, IOException {
    if (standing.equals(BUSY)) {
      return new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();
    }
    TestKey authority = TestKeys.authority();
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var answers =
        new JcaBasicOCSPRespBuilder(
            authority.certificate().getPublicKey(), digests.get(RespID.HASH_SHA1));
    Instant now = Instant.now();
    CertificateStatus status =
        standing.equals(GOOD)
            ? CertificateStatus.GOOD
            : new RevokedStatus(Date.from(now), CRLReason.keyCompromise);
    for (Req one : question.getRequestList()) {
      answers.addResponse(
          one.getCertID(), status, Date.from(now), Date.from(now.plus(Duration.ofHours(1))), null);
    }
    Extension nonce = question.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce != null) {
      answers.setResponseExtensions(new Extensions(nonce));
    }
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey(authority));
    return new OCSPRespBuilder()
        .build(OCSPRespBuilder.SUCCESSFUL, answers.build(signer, null, Date.from(now)))
        .getEncoded();
  }

  private static PrivateKey privateKey(TestKey of) throws GeneralSecurityException, IOException {
    char[] password = TestKey.PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance(of.keyStore().toFile(), password);
    return (PrivateKey) store.getKey(store.aliases().nextElement(), password);
  }
}
