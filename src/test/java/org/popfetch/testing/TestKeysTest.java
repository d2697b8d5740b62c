package org.popfetch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class TestKeysTest {

  static Stream<TestKey> good() {
    return Stream.of(TestKeys.localhost(), TestKeys.otherLocalhost());
  }

  @ParameterizedTest
  @MethodSource("good")
  void aSelfSignedCertificateIsGoodForWhoTrustsIt(TestKey key) throws IOException {
    shakeHands(key, key);
  }

  @Test
  void aSignedCertificateIsGoodForWhoTrustsTheAuthority() throws IOException {
    shakeHands(TestKeys.signed(), TestKeys.authority());
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        arguments(TestKeys.otherLocalhost(), TestKeys.localhost(), "unable to find valid"),
        arguments(TestKeys.signed(), TestKeys.localhost(), "unable to find valid"),
        arguments(TestKeys.wrongName(), TestKeys.authority(), "No subject alternative"),
        arguments(TestKeys.expired(), TestKeys.authority(), "NotAfter"),
        arguments(TestKeys.notYetValid(), TestKeys.authority(), "NotBefore"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadCertificateIsRefusedForWhatIsBad(TestKey shown, TestKey trusted, String why) {
    assertThatThrownBy(() -> shakeHands(shown, trusted))
        .isInstanceOf(SSLException.class)
        .rootCause()
        .hasMessageContaining(why);
  }

  @Test
  void eachIsMadeOnceAndItsFilesAreThere() throws IOException {
    TestKey key = TestKeys.localhost();
    assertThat(key).isSameAs(TestKeys.localhost());
    assertThat(Files.readString(key.pem())).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(key.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(key.spkiSha256());
  }

  private static void shakeHands(TestKey shown, TestKey trusted) throws IOException {
    try (var server = ScriptedServer.start("S-starttls\nS: +OK", shown.serverContext());
        var client = RawClient.connect(server.port())) {
      client.beginTls(trusted.clientContext()).play("S: +OK\nS-close");
    }
  }
}
