package org.popfetch.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A long piece of cable to a server on loopback. Whatever goes in comes out half a round trip
/// later, in either direction, at any rate; the first octets of a connection need a round trip
/// more, which is TCP's own handshake.
final class DelayProxy implements AutoCloseable {
  /// Hears of what passes, at once when it comes in. Called by many threads.
  interface Ear {
    Ear DEAF = (way, octets, nanos) -> {};

    /// @param octets 0 when a client has connected, -1 when this way has ended
    /// @param nanos by `System.nanoTime()`
    void heard(Way way, int octets, long nanos);
  }

  /// A direction.
  enum Way {
    TO_SERVER,
    TO_CLIENT
  }

  private static final int PIECE = 64 * 1024;

  /// How many pieces are on their way at most: more than any run here has.
  private static final int LENGTH = 4096;

  /// @param octets backed by an array; none for the end of the stream
  private record Piece(ByteBuffer octets, long dueNanos) {}

  /// One way of a connection.
  private record Cable(
      Way way, Socket from, Socket to, AtomicInteger waysOpen, BlockingQueue<Piece> pieces) {
    Cable(Way way, Socket from, Socket to, AtomicInteger waysOpen) {
      this(way, from, to, waysOpen, new ArrayBlockingQueue<>(LENGTH));
    }

    void put(Piece piece) {
      try {
        pieces.put(piece);
      } catch (InterruptedException e) {
        throw new AssertionError(e); // nobody does that
      }
    }

    Piece take() {
      try {
        return pieces.take();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final ServerSocket listener;
  private final int upstream;
  private volatile long halfNanos;
  private final Ear ear;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

  private DelayProxy(int upstream, Duration roundTrip, Ear ear) throws IOException {
    this.upstream = upstream;
    this.halfNanos = roundTrip.toNanos() / 2;
    this.ear = ear;
    this.listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
  }

  /// @param upstream the server's port
  static DelayProxy start(int upstream, Duration roundTrip, Ear ear) throws IOException {
    var proxy = new DelayProxy(upstream, roundTrip, ear);
    daemon(proxy::accept);
    return proxy;
  }

  /// Makes it so long from now on.
  void stretch(Duration roundTrip) {
    halfNanos = roundTrip.toNanos() / 2;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        long opened = System.nanoTime();
        ear.heard(Way.TO_SERVER, 0, opened);
        ends.add(client);
        connect(client, opened + 2 * halfNanos);
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void connect(Socket client, long readyNanos) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream);
      ends.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var waysOpen = new AtomicInteger(Way.values().length);
      lay(new Cable(Way.TO_SERVER, client, server, waysOpen), readyNanos);
      lay(new Cable(Way.TO_CLIENT, server, client, waysOpen), readyNanos);
    } catch (IOException refused) {
      part(client); // which the client will notice
    }
  }

  private void lay(Cable cable, long readyNanos) {
    daemon(() -> takeIn(cable, readyNanos));
    daemon(() -> letOut(cable));
  }

  private void takeIn(Cable cable, long readyNanos) {
    var buffer = new byte[PIECE];
    int read;
    do {
      try {
        read = cable.from().getInputStream().read(buffer);
      } catch (IOException broken) {
        read = -1;
      }
      long now = System.nanoTime();
      ear.heard(cable.way(), read, now);
      byte[] octets = Arrays.copyOf(buffer, Math.max(0, read));
      cable.put(new Piece(ByteBuffer.wrap(octets), Math.max(now, readyNanos) + halfNanos));
    } while (read >= 0);
  }

  private void letOut(Cable cable) {
    boolean broken = false;
    while (true) {
      Piece piece = cable.take();
      await(piece.dueNanos());
      if (!piece.octets().hasRemaining()) {
        break;
      }
      try {
        cable.to().getOutputStream().write(piece.octets().array());
      } catch (IOException gone) {
        broken = true; // the rest goes nowhere
      }
    }
    end(cable, broken);
  }

  private void end(Cable cable, boolean broken) {
    try {
      cable.to().shutdownOutput();
    } catch (IOException gone) {
      broken = true;
    }
    if (cable.waysOpen().decrementAndGet() == 0 || broken) {
      part(cable.from());
      part(cable.to());
    }
  }

  private void part(Socket end) {
    ends.remove(end);
    try {
      end.close();
    } catch (IOException gone) {
      // As it should be.
    }
  }

  private static void await(long dueNanos) {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void daemon(Runnable task) {
    Thread.ofPlatform().daemon().name("cable").start(task);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket end : ends) {
      end.close();
    }
  }
}
