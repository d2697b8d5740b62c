package org.popfetch.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A POP3 server that plays a script and holds the client to it. The format is described with the
/// package.
///
/// ```java
/// try (var server = ScriptedServer.start(Path.of("src/test/resources/quirks/courier.txt"))) {
///   fetchFrom("127.0.0.1", server.port());
///   server.verify();
/// }
/// ```
///
/// A client that leaves the script is disconnected at once; [#verify] then fails and says where.
/// The same happens when the deadline passes.
public final class ScriptedServer implements AutoCloseable {
  /// The script of a plain login as `me` with the password `abracadabra`, at a server without
  /// `CAPA`.
  public static final String LOGIN =
      """
      S: +OK hello
      C: CAPA
      S: -ERR
      C: USER me
      S: +OK
      C: PASS abracadabra
      S: +OK
      C: CAPA
      S: -ERR
      """;

  /// For all sessions of a server together, from its start.
  public static final Duration DEADLINE = Duration.ofSeconds(20);

  /// How long [#close] waits for sessions that nobody verified.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Script script;
  private final Optional<SSLContext> tls;
  private final ServerSocket listener;
  private final Transcript transcript = new Transcript();
  private final List<ScriptPlayer> players = new CopyOnWriteArrayList<>();
  private final List<ScriptSocket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger unplayed;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private @Nullable String problem;
  private boolean over;

  private ScriptedServer(Script script, Optional<SSLContext> tls) throws IOException {
    this.script = script;
    this.tls = tls;
    this.unplayed = new AtomicInteger(script.sessions().size());
    this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /// Plays a text; over TLS with the certificate of [TestKeys#localhost].
  public static ScriptedServer start(String text) {
    return start(
        ScriptParser.parse("script", text), () -> TestKeys.localhost().serverContext(), DEADLINE);
  }

  /// Plays a text; over TLS with this certificate.
  public static ScriptedServer start(String text, SSLContext tls) {
    return start(ScriptParser.parse("script", text), () -> tls, DEADLINE);
  }

  /// Plays a text within a time of the caller's choice.
  public static ScriptedServer start(String text, Duration deadline) {
    return start(
        ScriptParser.parse("script", text), () -> TestKeys.localhost().serverContext(), deadline);
  }

  /// Plays a file; over TLS with the certificate of [TestKeys#localhost].
  public static ScriptedServer start(Path file) {
    return start(parse(file), () -> TestKeys.localhost().serverContext(), DEADLINE);
  }

  /// Plays a file; over TLS with this certificate.
  public static ScriptedServer start(Path file, SSLContext tls) {
    return start(parse(file), () -> tls, DEADLINE);
  }

  private static Script parse(Path file) {
    try {
      return ScriptParser.parse(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScriptedServer start(Script script, Supplier<SSLContext> tls, Duration deadline) {
    try {
      // Before the clock starts: making a certificate takes its time.
      var context = script.speaksTls() ? Optional.of(tls.get()) : Optional.<SSLContext>empty();
      var server = new ScriptedServer(script, context);
      Thread.ofVirtual().start(server::accept);
      CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> server.expire("after " + deadline.toMillis() + " ms"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port on 127.0.0.1.
  public int port() {
    return listener.getLocalPort();
  }

  /// What was said so far, in the words of a script: the server's lines as they are written there,
  /// the client's as they came.
  public String transcript() {
    return transcript.toString();
  }

  /// Waits until every session has been played to its end.
  ///
  /// @throws AssertionError when the client left the script, or did not come to its end in time
  public void verify() {
    settled.join();
    tell();
  }

  /// Ends everything. Without [#verify] before, this verifies, but waits five seconds at most.
  ///
  /// @throws AssertionError as [#verify], for what that did not tell yet
  @Override
  public void close() {
    settled.copy().completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
    expire("at the end of the test");
    disconnect();
    tell();
  }

  private void accept() {
    try {
      for (int n = 0; ; n++) {
        var socket = new ScriptSocket(listener.accept());
        sockets.add(socket);
        int index = n;
        Thread.ofVirtual().start(() -> play(index, socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void play(int index, ScriptSocket socket) {
    try {
      if (index < script.sessions().size()) {
        play(script.sessions().get(index), socket);
      } else {
        fail("the client connected once more than the script has sessions: " + (index + 1));
      }
    } catch (ScriptMismatch e) {
      fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(e.toString());
    } finally {
      close(socket); // behind fail: who sees the end must find the reason
    }
  }

  private void play(Script.Session session, ScriptSocket socket) throws ScriptMismatch {
    var player = new ScriptPlayer(session, socket, tls, transcript);
    players.add(player);
    player.play();
    players.remove(player);
    if (unplayed.decrementAndGet() == 0) {
      settled.complete(null);
    }
  }

  /// Fails, unless all is done, for the reason that time is up.
  private void expire(String when) {
    if (settled.isDone()) {
      return;
    }
    String waiting =
        players.stream()
            .map(player -> player.current().at())
            .map(at -> "\n    " + at + ": " + at.source())
            .collect(Collectors.joining());
    fail(
        "%s %d session(s) had not come to their end%s"
            .formatted(
                when,
                unplayed.get(),
                waiting.isEmpty() ? "; no client is connected" : ", but were at" + waiting));
  }

  private synchronized void fail(String what) {
    if (!over) {
      problem = what + "\nso far:\n" + transcript.toString().indent(4);
      disconnect();
    }
  }

  private synchronized void disconnect() {
    over = true;
    settled.complete(null);
    Stream.concat(Stream.of(listener), sockets.stream()).forEach(ScriptedServer::close);
  }

  private synchronized void tell() {
    String what = problem;
    problem = null;
    if (what != null) {
      throw new AssertionError(what);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed is closed
    }
  }
}
