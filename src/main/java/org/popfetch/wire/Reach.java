package org.popfetch.wire;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.popfetch.report.Failed;

/// Which of a server's addresses answer, and how fast: all are tried side by side, each once. The
/// first one that answers, in the order in which [Dialing] takes them, can be used as a connection
/// afterwards. One thread uses it; only [#close] may be called by others.
public final class Reach implements AutoCloseable {
  private final Endpoint endpoint;
  private final Dialing dialing;
  private List<InetAddress> addresses = List.of();
  private final List<Socket> sockets = new ArrayList<>();
  private volatile boolean closed;

  /// An address of the server.
  ///
  /// @param text without brackets
  /// @param v6 whether it is an IPv6 address
  public record Address(String text, boolean v6) {}

  /// How an attempt to connect ended.
  ///
  /// @param took until the connection was there, or had failed
  /// @param error why there is none; empty when there is one
  public record Attempt(Address address, Duration took, String error) {
    public boolean succeeded() {
      return error.isEmpty();
    }
  }

  public Reach(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.dialing = new Dialing(endpoint);
  }

  /// Looks the name up.
  ///
  /// @return at least one address, in the order in which they are tried
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, or `STOPPED` after [#close]
  public List<Address> addresses() throws Failed {
    addresses = dialing.addresses();
    return addresses.stream().map(Reach::told).toList();
  }

  /// Tries all addresses that [#addresses] found.
  ///
  /// @return one per address, in their order
  public List<Attempt> attempts() {
    List<CompletableFuture<Attempt>> attempts = new ArrayList<>();
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      hold(socket);
      var ended = new CompletableFuture<Attempt>();
      Thread.ofPlatform().daemon().name("dialing").start(() -> complete(ended, address, socket));
      attempts.add(ended);
    }
    return attempts.stream().map(CompletableFuture::join).toList();
  }

  /// However it ends: somebody waits for it.
  private void complete(CompletableFuture<Attempt> ended, InetAddress address, Socket socket) {
    try {
      ended.complete(attempt(address, socket));
    } catch (RuntimeException | Error bug) {
      ended.completeExceptionally(bug);
    }
  }

  private synchronized void hold(Socket socket) {
    sockets.add(socket);
    if (closed) {
      Dialing.close(socket);
    }
  }

  private Attempt attempt(InetAddress address, Socket socket) {
    long begun = System.nanoTime();
    String error = "";
    try {
      Dialing.connect(socket, new InetSocketAddress(address, endpoint.port()), endpoint.timeout());
    } catch (IOException e) {
      error = dialing.reason(e);
      Dialing.close(socket);
    }
    return new Attempt(told(address), Duration.ofNanos(System.nanoTime() - begun), error);
  }

  /// The first connection that [#attempts] made; the others are closed.
  ///
  /// @return nothing when there is none, or it has broken since
  public synchronized Optional<Connection> connection(Transcript transcript) {
    Optional<Connection> made = Optional.empty();
    for (Socket socket : sockets) {
      if (made.isEmpty() && !socket.isClosed()) {
        made = connection(socket, transcript);
      } else {
        Dialing.close(socket);
      }
    }
    sockets.clear();
    return made;
  }

  private Optional<Connection> connection(Socket socket, Transcript transcript) {
    try {
      return Optional.of(new Connection(endpoint, socket, transcript));
    } catch (IOException e) {
      Dialing.close(socket);
      return Optional.empty();
    }
  }

  private static Address told(InetAddress address) {
    return new Address(address.getHostAddress(), address instanceof Inet6Address);
  }

  /// Gives up what is under way, and closes what was not taken as a connection. Never throws.
  @Override
  public void close() {
    closed = true;
    dialing.giveUp();
    synchronized (this) {
      sockets.forEach(Dialing::close);
    }
  }
}
