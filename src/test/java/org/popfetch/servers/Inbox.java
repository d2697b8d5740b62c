package org.popfetch.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.popfetch.testing.RawClient;

/// The user's mailbox on a server, as a client sees it that goes one command at a time.
final class Inbox {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Inbox() {}

  /// How many messages there are.
  static int count(int port) throws IOException {
    try (var client = login(port)) {
      int count = count(client);
      client.play("C: QUIT\nS* +OK*");
      return count;
    }
  }

  /// Deletes all messages.
  static void empty(int port) throws IOException {
    try (var client = login(port)) {
      int count = count(client);
      for (int i = 1; i <= count; i++) {
        client.play("C: DELE %d\nS* +OK*".formatted(i));
      }
      client.play("C: QUIT\nS* +OK*");
    }
  }

  private static int count(RawClient client) throws IOException {
    client.play("C: STAT");
    return Integer.parseInt(client.line().split(" ", 3)[1]);
  }

  /// Logs in as soon as the server has done with the session before, which it may still have locked
  /// the mailbox for.
  static RawClient login(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var client = RawClient.connect(port);
      client.play("S* +OK*\nC: USER me\nS* +OK*\nC: PASS abracadabra");
      String answer = client.line();
      if (answer.startsWith("+OK")) {
        return client;
      }
      client.close();
      if (System.nanoTime() > end) {
        throw new AssertionError("the mailbox stays closed: " + answer);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
