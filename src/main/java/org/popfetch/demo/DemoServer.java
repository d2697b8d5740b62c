package org.popfetch.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A POP3 server on loopback, as complete as RFC 1939 and its usual extensions, for as many clients
/// as come.
///
/// ```java
/// var mailbox = DemoMailbox.sample();
/// try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
///   // log in on 127.0.0.1, port server.port(), as mailbox.user() with mailbox.password()
/// }
/// ```
public final class DemoServer implements AutoCloseable {

  private static final int BACKLOG = 128;
  private static final AtomicLong SESSIONS = new AtomicLong();

  private final DemoOptions options;
  private final Map<String, DemoMailbox> mailboxes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Optional<ServerSocket> plain;
  private final Optional<ServerSocket> tls;
  private volatile boolean closed;

  private DemoServer(DemoOptions options) throws IOException {
    this.options = options;
    this.mailboxes =
        options.mailboxes().stream()
            .collect(Collectors.toUnmodifiableMap(DemoMailbox::user, Function.identity()));
    this.plain = listen(options.port());
    try {
      this.tls = listen(options.tlsPort());
    } catch (IOException e) {
      plain.ifPresent(DemoServer::abandon);
      throw e;
    }
  }

  /// Listens on 127.0.0.1 and serves from now on, on threads that do not keep the JVM alive.
  ///
  /// @throws IOException when a port cannot be had
  public static DemoServer start(DemoOptions options) throws IOException {
    var server = new DemoServer(options);
    server.plain.ifPresent(listener -> server.accept(listener, false));
    server.tls.ifPresent(listener -> server.accept(listener, true));
    return server;
  }

  /// The address that clients are to connect to.
  public String host() {
    return "127.0.0.1";
  }

  /// The port that begins in plaintext.
  ///
  /// @throws java.util.NoSuchElementException when the options asked for none
  public int port() {
    return plain.orElseThrow().getLocalPort();
  }

  /// The port that begins with TLS.
  ///
  /// @throws java.util.NoSuchElementException when the options asked for none
  public int tlsPort() {
    return tls.orElseThrow().getLocalPort();
  }

  /// The mailbox of a user.
  ///
  /// @throws java.util.NoSuchElementException when that user has none here
  public DemoMailbox mailbox(String user) {
    return Optional.ofNullable(mailboxes.get(user)).orElseThrow();
  }

  /// How many clients are connected now.
  public int connections() {
    return connections.size();
  }

  /// Ends all sessions where they stand, without their UPDATE state, and frees the ports.
  @Override
  public void close() {
    closed = true;
    plain.ifPresent(DemoServer::abandon);
    tls.ifPresent(DemoServer::abandon);
    // The raw sockets: closing a TLS socket would wait for a writer that its client blocks.
    connections.forEach(DemoServer::abandon);
    threads.shutdown();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Then they end unwatched: there is nothing left that they could wait for.
    }
  }

  private static Optional<ServerSocket> listen(OptionalInt port) throws IOException {
    if (port.isEmpty()) {
      return Optional.empty();
    }
    var loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    return Optional.of(new ServerSocket(port.getAsInt(), BACKLOG, loopback));
  }

  private void accept(ServerSocket listener, boolean implicitTls) {
    threads.execute(() -> {
      try {
        while (!closed) {
          admit(listener.accept(), implicitTls);
        }
      } catch (IOException e) {
        // Closed, or out of descriptors: either way this listener is done.
      }
    });
  }

  private void admit(Socket socket, boolean implicitTls) {
    connections.add(socket);
    try {
      threads.execute(() -> serve(socket, implicitTls));
    } catch (RejectedExecutionException e) {
      abandon(socket); // came while the server was closing
    }
  }

  private void serve(Socket socket, boolean implicitTls) {
    try (socket) {
      if (!closed) {
        DemoConnection.serve(socket, options, terms(), implicitTls);
      }
    } catch (IOException e) {
      // The client left, kept silent or shook no hands; there is nobody to tell.
    } finally {
      connections.remove(socket);
    }
  }

  private SessionTerms terms() {
    String clock = ProcessHandle.current().pid() + "." + SESSIONS.incrementAndGet();
    String timestamp = "<" + clock + "." + System.nanoTime() + "@localhost>";
    return new SessionTerms(
        mailboxes, timestamp, options.tls().isPresent(), options.lockPatience());
  }

  private static void abandon(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // Closed is closed.
    }
  }
}
