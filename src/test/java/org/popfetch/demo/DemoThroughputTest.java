package org.popfetch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.testing.RawClient;

/// Much at once.
@Timeout(60)
class DemoThroughputTest {

  private static final int MANY = 10_000;
  private static final String LOGIN = "S* +OK *\nC: USER me\nC: PASS x\nS* +OK *\nS* +OK *\n";

  @Test
  void retrievesAndDeletesTenThousandMessagesInPipelinedFlights() throws IOException {
    var mailbox = new DemoMailbox("me", "x", SampleMail.many(MANY, 4096, 1));
    try (var server = DemoServer.start(DemoOptions.serving(mailbox));
        var client = RawClient.connect(server.port())) {
      client.play(LOGIN);
      for (int first = 1; first <= MANY; first += 100) {
        client.send(flight("RETR", first, 100));
        for (int n = first; n < first + 100; n++) {
          assertThat(client.line()).isEqualTo("+OK 4096 octets");
          assertThat(client.linesToDot()).contains("Subject: message number " + n);
        }
      }
      client.send(flight("DELE", 1, MANY) + "QUIT\\r\\n");
      for (int n = 1; n <= MANY; n++) {
        assertThat(client.line()).isEqualTo("+OK marked");
      }
      client.play("S: +OK bye, 10000 removed\nS-close");
    }
    assertThat(mailbox.count()).isZero();
  }

  @Test
  void servesManyClientsSideBySide() throws IOException {
    var users = IntStream.range(0, 50).mapToObj(i -> new DemoMailbox("user" + i, "x", mail(i)));
    try (var server = DemoServer.start(DemoOptions.serving(users.toArray(DemoMailbox[]::new)))) {
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 50; i++) {
        var client = RawClient.connect(server.port());
        client.play(LOGIN.replace("me", "user" + i));
        clients.add(client);
      }
      for (RawClient client : clients) {
        client.send(flight("RETR", 1, 20) + "QUIT\\r\\n");
      }
      for (RawClient client : clients) {
        for (int n = 1; n <= 20; n++) {
          client.play("S: +OK 2048 octets");
          assertThat(client.linesToDot()).contains("Subject: message number " + n);
        }
        client.play("S* +OK bye*\nS-close").close();
      }
    }
  }

  private static List<DemoMessage> mail(long seed) {
    return SampleMail.many(20, 2048, seed);
  }

  /// Commands as [RawClient#send] takes them.
  private static String flight(String keyword, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(n -> keyword + " " + n + "\\r\\n")
        .collect(Collectors.joining());
  }
}
