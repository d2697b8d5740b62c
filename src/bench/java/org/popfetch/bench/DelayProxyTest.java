package org.popfetch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cable must be as long as it says, or every ratio is wrong.
class DelayProxyTest {
  private static final Duration ROUND_TRIP = Duration.ofMillis(40);
  private static final int EXCHANGES = 10;

  /// What a busy machine may add to the best of some exchanges.
  private static final Duration TOLERANCE = Duration.ofMillis(4);

  private ServerSocket server;
  private DelayProxy proxy;

  /// A server that gives back what it gets.
  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echo);
    proxy = DelayProxy.start(server.getLocalPort(), ROUND_TRIP, DelayProxy.Ear.DEAF);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  private void echo() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> echo(client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException ended) {
      // Whoever ended it knows.
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Duration exchange(Socket socket) throws IOException {
    long begun = System.nanoTime();
    socket.getOutputStream().write('x');
    assertThat(socket.getInputStream().read()).isEqualTo('x');
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void anExchangeTakesOneRoundTrip() throws IOException {
    Duration best = Duration.ofDays(1);
    try (Socket socket = connect()) {
      exchange(socket);
      for (int i = 0; i < EXCHANGES; i++) {
        Duration took = exchange(socket);
        assertThat(took).isGreaterThanOrEqualTo(ROUND_TRIP);
        best = took.compareTo(best) < 0 ? took : best;
      }
    }
    assertThat(best).isLessThan(ROUND_TRIP.plus(TOLERANCE));
  }

  @Test
  void theFirstExchangeTakesTwo() throws IOException {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < EXCHANGES; i++) {
      long begun = System.nanoTime();
      try (Socket socket = connect()) {
        exchange(socket);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(took).isGreaterThanOrEqualTo(ROUND_TRIP.multipliedBy(2));
        best = took.compareTo(best) < 0 ? took : best;
      }
    }
    assertThat(best).isLessThan(ROUND_TRIP.multipliedBy(2).plus(TOLERANCE));
  }

  /// 32 MB there and back: at a window of 64 kB for each round trip that would take 20 s.
  @Test
  void whatIsOnItsWayIsNotBounded() throws Exception {
    var sent = new byte[32 << 20];
    new Random(1).nextBytes(sent);
    long begun = System.nanoTime();
    try (Socket socket = connect()) {
      Thread writer = Thread.ofVirtual().start(() -> send(socket, sent));
      InputStream in = socket.getInputStream();
      byte[] received = in.readAllBytes();
      writer.join();
      assertThat(received).isEqualTo(sent);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  private static void send(Socket socket, byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
