package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A connection as seen without a protocol: lines and octets, TLS on demand, every way to end it.
///
/// Octets are strings of which each char is one. Used by one thread; closed by any.
final class ScriptSocket implements Closeable {

  private static final int LONGEST_LINE = 1 << 20;

  private final Socket raw;
  private final byte[] chunk = new byte[8192];
  private final StringBuilder heard = new StringBuilder();
  private int taken;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  ScriptSocket(Socket raw) throws IOException {
    raw.setTcpNoDelay(true);
    this.raw = raw;
    this.socket = raw;
    this.in = raw.getInputStream();
    this.out = new BufferedOutputStream(raw.getOutputStream(), 65_536);
  }

  /// Sends octets, at the latest with the next [#flush].
  void send(String octets) throws IOException {
    out.write(octets.getBytes(ISO_8859_1));
  }

  void flush() throws IOException {
    out.flush();
  }

  /// The next line without its CRLF, or empty when the peer has closed; a line that ends in a lone
  /// LF still has it.
  Optional<String> line() throws IOException {
    int end;
    while ((end = heard.indexOf("\n", taken)) < 0) {
      if (heard.length() - taken > LONGEST_LINE) {
        throw new IOException("a line of more than " + LONGEST_LINE + " octets");
      }
      if (!hear()) {
        return Optional.empty();
      }
    }
    boolean crlf = end > taken && heard.charAt(end - 1) == '\r';
    String line = heard.substring(taken, crlf ? end - 1 : end + 1);
    taken = end + 1;
    return Optional.of(line);
  }

  /// So many octets, or empty when the peer closes before.
  Optional<String> octets(int count) throws IOException {
    while (heard.length() - taken < count) {
      if (!hear()) {
        return Optional.empty();
      }
    }
    taken += count;
    return Optional.of(heard.substring(taken - count, taken));
  }

  /// Waits until the peer closes, in whatever manner; returns what it sent before.
  ///
  /// @throws SocketTimeoutException when the socket was given a time limit and it does not
  String rest() throws SocketTimeoutException {
    try {
      while (hear()) {
        // go on
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // a reset is an end, too
    }
    return heard.substring(taken);
  }

  /// Whether the peer closes within this time.
  boolean closesWithin(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      return !hear();
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /// Shakes hands as the server.
  void acceptTls(SSLContext context) throws IOException {
    shakeHands((SSLSocket) context.getSocketFactory().createSocket(raw, null, true));
  }

  /// Shakes hands as the client of `localhost`.
  void beginTls(SSLContext context) throws IOException {
    var tls =
        (SSLSocket) context.getSocketFactory().createSocket(raw, "localhost", raw.getPort(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    shakeHands(tls);
  }

  /// Sends what is left and then FIN.
  ///
  /// @param politely whether over TLS to send close_notify first
  void finish(boolean politely) throws IOException {
    flush();
    (politely ? socket : raw).shutdownOutput();
  }

  /// Ends the connection with RST.
  void reset() throws IOException {
    flush();
    raw.setSoLinger(true, 0);
    raw.close();
  }

  /// Closes without a word.
  @Override
  public void close() throws IOException {
    raw.close();
  }

  private boolean hear() throws IOException {
    int n = in.read(chunk);
    if (n < 0) {
      return false;
    }
    heard.delete(0, taken).append(new String(chunk, 0, n, ISO_8859_1));
    taken = 0;
    return true;
  }

  private void shakeHands(SSLSocket tls) throws IOException {
    flush();
    tls.startHandshake();
    socket = tls;
    in = tls.getInputStream();
    out = new BufferedOutputStream(tls.getOutputStream(), 65_536);
  }
}
