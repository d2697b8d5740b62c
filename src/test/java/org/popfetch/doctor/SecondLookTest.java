package org.popfetch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.faults.server.FaultServer;
import org.popfetch.faults.server.Protection;
import org.popfetch.sync.Stop;
import org.popfetch.testing.TestKeys;

/// What is found at the port where servers speak TLS from the first octet.
@Timeout(60)
class SecondLookTest {
  private static Advice at(int port) {
    String trusted = "tls-ca-file = '" + TestKeys.authority().pem() + "'";
    var account = Accounts.work("host = '127.0.0.1'", "port = 1", "tls = 'starttls'", trusted);
    return new SecondLook(account, port, new Stop()).byTlsPort();
  }

  private static Advice of(Protection protection) throws IOException {
    try (FaultServer server = FaultServer.start(protection)) {
      Advice advice = at(server.port());
      assertThat(server.takeSaid()).noneMatch(line -> line.startsWith("USER"));
      return new Advice(
          advice.lines().stream()
              .map(line -> replaced(line, Integer.toString(server.port())))
              .toList());
    }
  }

  private static Advice.Line replaced(Advice.Line line, String port) {
    return switch (line) {
      case Advice.Said(String text) -> new Advice.Said(text.replace(port, "995"));
      case Advice.Exact(String text) -> new Advice.Exact(text.replace(port, "995"));
    };
  }

  @Test
  void aGoodCertificateIsTheWayOut() throws IOException {
    assertThat(of(Protection.implicit(TestKeys.signed())))
        .isEqualTo(
            Advice.of("Port 995 of the same host answers with TLS 1.3 and a good certificate. Try:")
                .write("tls = \"implicit\"")
                .write("port = 995"));
  }

  @Test
  void aDoubtfulOneIsToldOf() throws IOException {
    Advice advice = of(Protection.implicit(TestKeys.wrongName()));
    assertThat(advice.said())
        .isEqualTo(
            "Port 995 of the same host answers with TLS, but there the certificate is for"
                + " mail.example.org, not for 127.0.0.1. Try, and come back:");
    assertThat(advice.exact()).isEqualTo("tls = \"implicit\"\nport = 995");
  }

  @Test
  void aPortWithoutTlsIsNone() throws IOException {
    Advice advice = of(Protection.none());
    assertThat(advice.said()).startsWith("Port 995 of the same host does not answer with TLS.");
    assertThat(advice.exact()).isEmpty();
  }

  @Test
  void aPortWhereNobodyListensIsNone() throws IOException {
    int port;
    try (FaultServer server = FaultServer.start(Protection.none())) {
      port = server.port();
    }
    assertThat(at(port).said()).contains("does not answer with TLS");
  }

  @Test
  void thePortThatWasTriedIsNotTriedAgain() {
    assertThat(at(1)).isEqualTo(Advice.NONE);
  }
}
