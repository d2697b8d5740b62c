package org.popfetch.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;

/// Finds a server and connects to it: looks the name up, then tries its addresses, each a quarter
/// of a second after the one before or as soon as that failed, and takes the first that answers
/// (RFC 8305 §5). So a broken IPv6 costs a moment, not a timeout. Usable once.
public final class Dialing {
  private static final long STAGGER = TimeUnit.MILLISECONDS.toNanos(250);

  private static final String REFUSED = "refused the connection";

  private final Endpoint endpoint;
  private final CompletableFuture<Socket> winner = new CompletableFuture<>();
  private final BlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();
  private volatile long begun;

  public Dialing(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// Connects, and begins no TLS yet.
  ///
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, or `STOPPED` after [#giveUp]
  public Connection connect(Transcript transcript) throws Failed {
    Socket socket = firstToAnswer(addresses());
    try {
      return new Connection(endpoint, socket, transcript);
    } catch (IOException e) {
      close(socket);
      throw failed(Kind.UNREACHABLE, reason(e), "");
    }
  }

  /// Looks the name up; the time that [#connect] may take begins here.
  ///
  /// @return at least one address, in the order in which they are tried
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, or `STOPPED` after [#giveUp]
  List<InetAddress> addresses() throws Failed {
    begun = System.nanoTime();
    return interleaved(lookUp());
  }

  /// Makes [#connect] fail at once, from any thread; does nothing once that has returned.
  public void giveUp() {
    winner.cancel(false);
    ended.add(new Attempt(InetAddress.getLoopbackAddress(), ""));
  }

  /// A look-up cannot be interrupted, so it gets a thread of its own that may be left behind.
  private List<InetAddress> lookUp() throws Failed {
    var found = new CompletableFuture<Found>();
    Thread.ofPlatform().daemon().name("look-up").start(() -> found.complete(resolve()));
    CompletableFuture.anyOf(found, winner)
        .orTimeout(left(), TimeUnit.NANOSECONDS)
        .exceptionally(_ -> null)
        .join();
    if (winner.isCancelled()) {
      throw givenUp();
    }
    return switch (found.getNow(new Unanswered("no answer from the name server"))) {
      case Addresses(List<InetAddress> all) -> all;
      case NoSuchName() ->
          throw failed(Kind.UNKNOWN_HOST, "no address is known for this name", "check host");
      case Unanswered(String why) -> throw failed(Kind.UNREACHABLE, why, "");
    };
  }

  private sealed interface Found {}

  private record Addresses(List<InetAddress> all) implements Found {}

  private record NoSuchName() implements Found {}

  private record Unanswered(String why) implements Found {}

  private Found resolve() {
    try {
      return new Addresses(List.of(InetAddress.getAllByName(endpoint.host())));
    } catch (UnknownHostException e) {
      // The C library's EAI_AGAIN: no name server could be asked, so nothing is known of the host.
      return String.valueOf(e.getMessage()).contains("Temporary failure")
          ? new Unanswered("no name server could be asked for the address")
          : new NoSuchName();
    }
  }

  /// The addresses in the system's order, the two families taking turns.
  static List<InetAddress> interleaved(List<InetAddress> addresses) {
    Map<Class<?>, Queue<InetAddress>> families = new LinkedHashMap<>();
    for (InetAddress address : addresses) {
      families.computeIfAbsent(address.getClass(), _ -> new ArrayDeque<>()).add(address);
    }
    List<InetAddress> turns = new ArrayList<>();
    while (turns.size() < addresses.size()) {
      for (Queue<InetAddress> family : families.values()) {
        if (!family.isEmpty()) {
          turns.add(family.remove());
        }
      }
    }
    return turns;
  }

  /// An attempt that has come to its end; `error` is its reason when it failed.
  private record Attempt(InetAddress address, String error) {}

  private Socket firstToAnswer(List<InetAddress> addresses) throws Failed {
    Queue<InetAddress> waiting = new ArrayDeque<>(addresses);
    Map<InetAddress, String> errors = new LinkedHashMap<>();
    while (!winner.isDone() && errors.size() < addresses.size() && left() > 0) {
      if (!waiting.isEmpty()) {
        InetAddress next = waiting.remove();
        Thread.ofPlatform().daemon().name("dialing").start(() -> ended.add(attempt(next)));
      }
      await(waiting.isEmpty() ? left() : Math.min(STAGGER, left()))
          .filter(attempt -> !attempt.error.isEmpty())
          .ifPresent(attempt -> errors.put(attempt.address, attempt.error));
    }
    // From here on an attempt that succeeds finds the place taken, and closes its socket.
    winner.completeExceptionally(new ConnectException());
    if (winner.isCancelled()) {
      throw givenUp();
    }
    if (winner.isCompletedExceptionally()) {
      String next = errors.containsValue(REFUSED) ? "; check host and port" : "";
      throw failed(Kind.UNREACHABLE, explained(addresses, errors), "tried again next time" + next);
    }
    return winner.join();
  }

  private Optional<Attempt> await(long nanos) {
    try {
      return Optional.ofNullable(ended.poll(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }

  private Attempt attempt(InetAddress address) {
    var socket = new Socket();
    try {
      connect(socket, new InetSocketAddress(address, endpoint.port()), Duration.ofNanos(left()));
      if (!winner.complete(socket)) {
        close(socket);
      }
      return new Attempt(address, "");
    } catch (IOException e) {
      close(socket);
      return new Attempt(address, reason(e));
    }
  }

  /// Connects a socket, the way all connections here are.
  static void connect(Socket socket, InetSocketAddress address, Duration timeout)
      throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.connect(address, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing depends on it any more.
    }
  }

  private String explained(List<InetAddress> addresses, Map<InetAddress, String> errors) {
    List<String> told = new ArrayList<>();
    for (InetAddress address : addresses) {
      String error = errors.getOrDefault(address, timedOut());
      told.add(address.getHostAddress() + ' ' + error);
    }
    return String.join(", ", told);
  }

  private String timedOut() {
    return "did not answer within " + Spoken.duration(endpoint.timeout());
  }

  /// Why there is no connection, in words that go behind the address.
  String reason(IOException e) {
    return switch (e) {
      case SocketTimeoutException _ -> timedOut();
      case NoRouteToHostException _ -> "cannot be reached: no route to it";
      case ConnectException refused
          when String.valueOf(refused.getMessage()).startsWith("Connection refused") ->
          REFUSED;
      default -> "cannot be reached: " + e.getMessage();
    };
  }

  private long left() {
    return endpoint.timeout().toNanos() - (System.nanoTime() - begun);
  }

  private Failed givenUp() {
    return failed(Kind.STOPPED, "given up", "");
  }

  private Failed failed(Kind kind, String cause, String next) {
    return new Failed(kind, "connecting to " + endpoint, cause, next);
  }
}
