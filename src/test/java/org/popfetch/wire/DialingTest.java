package org.popfetch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

@Timeout(30)
class DialingTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Test
  void connectsToTheAddressThatAnswersWhenAnotherDoesNot() throws Exception {
    // On IPv4 alone: where localhost is also ::1, that one refuses.
    try (var listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      dial("localhost", listener.getLocalPort()).close();
      listener.accept().close();
    }
  }

  @Test
  void saysWhoRefused() throws IOException {
    int port;
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = listener.getLocalPort();
    }
    Failure failure = failure("127.0.0.1", port);
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasToString(
            "connecting to 127.0.0.1:%s: 127.0.0.1 refused the connection; tried again next time; check host and port"
                .formatted(port));
  }

  @Test
  void saysThatANameIsUnknown() {
    Failure failure = failure("no-such-host.invalid", 110);
    assertThat(failure.doing()).isEqualTo("connecting to no-such-host.invalid:110");
    // Without any name server at hand nobody can know.
    assertThat(failure.kind()).isIn(Kind.UNKNOWN_HOST, Kind.UNREACHABLE);
    assertThat(failure.cause()).contains("address");
  }

  @Test
  void stopsWhenItIsGivenUp() {
    var dialing = new Dialing(new Endpoint("127.0.0.1", 9, TIMEOUT));
    dialing.giveUp();
    Failed failed =
        catchThrowableOfType(Failed.class, () -> dialing.connect(Transcript.none()).close());
    assertThat(failed.failure().kind()).isEqualTo(Kind.STOPPED);
  }

  @Test
  void letsTheTwoFamiliesTakeTurns() {
    List<InetAddress> addresses =
        Stream.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2")
            .map(InetAddress::ofLiteral)
            .toList();
    assertThat(Dialing.interleaved(addresses))
        .extracting(InetAddress::getHostAddress)
        .containsExactly(
            "192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2", "2001:db8:0:0:0:0:0:2", "192.0.2.3");
  }

  private static Connection dial(String host, int port) throws Failed {
    return new Dialing(new Endpoint(host, port, TIMEOUT)).connect(Transcript.none());
  }

  private static Failure failure(String host, int port) {
    Failed failed = catchThrowableOfType(Failed.class, () -> dial(host, port).close());
    assertThat(failed).as("should have failed").isNotNull();
    return failed.failure();
  }
}
