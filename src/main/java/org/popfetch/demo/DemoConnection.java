package org.popfetch.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Carries one session over one socket, on the calling thread, until either side ends it.
final class DemoConnection {

  private static final int OUTPUT_BUFFER = 65_536;

  private final DemoSession session;
  private final Optional<SSLContext> tls;
  private Socket socket;
  private CommandReader in;
  private OutputStream out;

  private DemoConnection(Socket socket, DemoSession session, Optional<SSLContext> tls)
      throws IOException {
    this.session = session;
    this.tls = tls;
    this.socket = socket;
    this.in = new CommandReader(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream(), OUTPUT_BUFFER);
  }

  /// Serves a client to the end and closes the socket.
  ///
  /// @param implicit whether TLS begins at once
  /// @throws IOException when the client is gone, shakes no hands or is silent for too long; in the
  ///   last case the session ends without a word (RFC 1939 §3)
  static void serve(Socket accepted, DemoOptions options, SessionTerms terms, boolean implicit)
      throws IOException {
    try (accepted;
        var session = new DemoSession(terms, implicit)) {
      accepted.setTcpNoDelay(true);
      accepted.setSoTimeout(Math.clamp(options.idle().toMillis(), 1, Integer.MAX_VALUE));
      var connection = new DemoConnection(accepted, session, options.tls());
      if (implicit) {
        connection.beginTls();
      }
      connection.converse();
    }
  }

  private void converse() throws IOException {
    send(session.greeting());
    boolean open = true;
    while (open) {
      String line = readLine();
      open = line != null && send(session.answer(line));
    }
    out.flush();
    socket.close(); // over TLS this says close_notify, which closing the socket below it would not
  }

  /// Flushes only when it would have to wait: the replies to a flight of commands leave together
  /// (RFC 2449 §6.6).
  private @Nullable String readLine() throws IOException {
    if (!in.hasLine()) {
      out.flush();
    }
    try {
      return in.readLine();
    } catch (CommandReader.LineTooLong e) {
      send(ServerReply.err("line too long, bye"));
      return null;
    }
  }

  /// Returns whether the session goes on.
  private boolean send(ServerReply reply) throws IOException {
    switch (reply) {
      case ServerReply.Status(var line) -> sendLine(line);
      case ServerReply.Listing(var line, var lines) -> {
        sendLine(line);
        for (String each : lines) {
          sendLine(each);
        }
        sendLine(".");
      }
      case ServerReply.Content(var line, var message, var bodyLines) -> {
        sendLine(line);
        MultilineBody.send(message, bodyLines, out);
      }
      case ServerReply.BeginTls(var line) -> beginTlsAfter(line);
      case ServerReply.Goodbye(var line) -> {
        sendLine(line);
        return false;
      }
    }
    return true;
  }

  private void sendLine(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    out.write('\r');
    out.write('\n');
  }

  /// Whatever came along with STLS is not protected by the TLS that follows, and must not be taken
  /// for it. It is refused rather than thrown away: the client learns that nothing began.
  private void beginTlsAfter(String line) throws IOException {
    if (!in.isEmpty()) {
      send(ServerReply.err("STLS must be the last command of its flight"));
      return;
    }
    sendLine(line);
    out.flush();
    beginTls();
    session.tlsBegan();
  }

  private void beginTls() throws IOException {
    socket = DemoTls.accept(tls.orElseThrow(), socket);
    in = new CommandReader(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream(), OUTPUT_BUFFER);
  }
}
