package org.popfetch.faults.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.popfetch.testing.TestKey;

/// Serves a mailbox on loopback, by rules and against them.
public final class FaultServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final Protection protection;
  private final Optional<SSLContext> tls;
  private final Mailbox mailbox = new Mailbox();
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<String> said = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile FaultPlan plan = FaultPlan.none();
  private volatile boolean held;
  private int ahead;

  private FaultServer(Protection protection) throws IOException {
    this.protection = protection;
    this.tls = protection.key().map(TestKey::serverContext);
    this.listener =
        new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /// Serves an empty mailbox from now on, until it is closed.
  public static FaultServer start(Protection protection) throws IOException {
    var server = new FaultServer(protection);
    Thread.startVirtualThread(server::accept);
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  Protection protection() {
    return protection;
  }

  SSLContext tls() {
    return tls.orElseThrow();
  }

  /// Behaves like this from the next command on.
  public void plan(FaultPlan next) {
    held = false;
    plan = next;
  }

  FaultPlan plan() {
    return plan;
  }

  /// Lets all go on that are kept waiting by a silence, now and later.
  public void release() {
    released.countDown();
  }

  /// Whether a silence of this plan has begun.
  public boolean isHeld() {
    return held;
  }

  void awaitRelease() {
    held = true;
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  /// What clients have said since this was last asked, passwords included.
  public synchronized List<String> takeSaid() {
    var all = List.copyOf(said);
    said.clear();
    ahead = 0;
    return all;
  }

  /// Whether a client has said this, or the like of it.
  public synchronized boolean hasHeard(String moment) {
    return said.stream().map(FaultPlan::moment).anyMatch(moment::equals);
  }

  /// How many commands came before the one in front of them was answered.
  public synchronized int saidAhead() {
    return ahead;
  }

  synchronized void heard(String line) {
    said.add(line);
  }

  synchronized void heardMore() {
    ahead++;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    connections.add(socket);
    try (var line = new Line(socket)) {
      new FaultSession(this, line).run();
    } catch (IOException e) {
      // The client has closed, or this server has: part of the game.
    } finally {
      connections.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    release();
    for (Socket each : connections) {
      each.close();
    }
  }
}
