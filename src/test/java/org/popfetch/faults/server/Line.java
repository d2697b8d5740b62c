package org.popfetch.faults.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A client's connection, with all the ways to end one.
final class Line implements AutoCloseable {
  private static final int LONGEST_COMMAND = 65_536;
  private static final Duration BETWEEN_OCTETS = Duration.ofMillis(50);

  private final Socket raw;
  private Socket socket;
  private InputStream in;

  Line(Socket raw) throws IOException {
    this.raw = raw;
    this.socket = raw;
    this.in = new BufferedInputStream(raw.getInputStream());
  }

  /// The server's half of a handshake. Octets that came before it and were not read are lost.
  void beginTls(SSLContext context) throws IOException {
    var factory = context.getSocketFactory();
    // Of the overloads only this one, with a stream of octets already read, is for servers.
    var secured = (SSLSocket) factory.createSocket(raw, null, true);
    secured.startHandshake();
    socket = secured;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// The next command without its line end; empty when the client has closed.
  Optional<String> read() throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && line.length() < LONGEST_COMMAND; octet = in.read()) {
      if (octet == '\n') {
        return Optional.of(line.toString().stripTrailing());
      }
      line.append((char) octet);
    }
    return Optional.empty();
  }

  /// Whether the client has said more than was read.
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  void write(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  void trickle(String octets) throws IOException {
    for (int i = 0; i < octets.length(); i++) {
      write(octets.substring(i, i + 1));
      LockSupport.parkNanos(BETWEEN_OCTETS.toNanos());
    }
  }

  /// Closes in good order, over TLS without saying so, and reads on until the client closes too:
  /// what is not read would turn the end into a reset.
  void fin() throws IOException {
    raw.shutdownOutput();
    byte[] ignored = new byte[4096];
    while (raw.getInputStream().read(ignored) >= 0) {
      // whatever it is
    }
  }

  void reset() throws IOException {
    raw.setSoLinger(true, 0);
    raw.close();
  }

  /// Over TLS with a farewell.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
