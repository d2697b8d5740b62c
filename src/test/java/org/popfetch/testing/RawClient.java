package org.popfetch.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A client without any idea of POP3, for tests of servers: it says what it is told to and holds
/// the server to its lines.
///
/// A server that falls silent fails the test after ten seconds.
public final class RawClient implements Closeable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final ScriptSocket socket;

  private RawClient(ScriptSocket socket) {
    this.socket = socket;
  }

  /// Connects to a port on 127.0.0.1.
  public static RawClient connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawClient(new ScriptSocket(socket));
  }

  /// Shakes hands, for `localhost`.
  ///
  /// @return this
  public RawClient beginTls(SSLContext context) throws IOException {
    socket.beginTls(context);
    return this;
  }

  /// Plays a dialogue: sends each `C: text`, and at the next line of the server, or the end, what
  /// was not sent yet, in one packet; expects each `S: text` or, with stars for any octets, `S*
  /// text`. `S-close` expects the server to close. Escapes are those of the package's scripts.
  ///
  /// @return this
  /// @throws AssertionError when the server says anything else
  public RawClient play(String dialogue) throws IOException {
    int number = 0;
    for (String source : dialogue.lines().map(String::stripLeading).toList()) {
      number++;
      if (!source.isEmpty() && !source.startsWith("#")) {
        take(new Step.At("dialogue", number, source));
      }
    }
    socket.flush();
    return this;
  }

  /// Sends octets at once, written as in a script.
  public void send(String text) throws IOException {
    socket.send(OctetText.parse(text));
    socket.flush();
  }

  /// Sends octets at once, each a char.
  public void sendOctets(String octets) throws IOException {
    socket.send(octets);
    socket.flush();
  }

  /// The next line of the server, each octet a char.
  ///
  /// @throws AssertionError when it has closed
  public String line() throws IOException {
    return socket.line().orElseThrow(RawClient::closed);
  }

  /// The lines of a multi-line reply behind its first, as they are on the wire, without the dot
  /// that ends them.
  public List<String> linesToDot() throws IOException {
    var lines = new ArrayList<String>();
    for (String line = line(); !line.equals("."); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  /// The next octets.
  ///
  /// @throws AssertionError when the server closes before
  public String octets(int count) throws IOException {
    return socket.octets(count).orElseThrow(RawClient::closed);
  }

  /// All octets until the server closes.
  public String rest() throws IOException {
    return socket.rest();
  }

  /// Ends the connection with RST.
  public void reset() throws IOException {
    socket.reset();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static AssertionError closed() {
    return new AssertionError("the server closed the connection");
  }

  private void take(Step.At at) throws IOException {
    String source = at.source();
    String text = source.length() > 3 ? source.substring(3) : "";
    switch (source.length() > 1 ? source.substring(0, 2) : source) {
      case "C:" -> socket.send(OctetText.parse(text) + "\r\n");
      case "S:" -> expect(at, LinePattern.exactly(text));
      case "S*" -> expect(at, LinePattern.like(text));
      case "S-" -> expectClose(at);
      default ->
          throw new IllegalArgumentException(at + ": neither of the client nor of the server");
    }
  }

  private void expect(Step.At at, LinePattern pattern) throws IOException {
    socket.flush();
    Optional<String> line = socket.line();
    if (line.isEmpty()) {
      throw new AssertionError(at + ": the server closed\n    expected  " + at.source());
    }
    if (!pattern.matches(line.get())) {
      throw new AssertionError(
          "%s: the server sent another line\n    expected  %s\n    got       S: %s"
              .formatted(at, at.source(), OctetText.show(line.get())));
    }
  }

  private void expectClose(Step.At at) throws IOException {
    socket.flush();
    String more = socket.rest();
    if (!more.isEmpty()) {
      throw new AssertionError(at + ": the server sent more\n    S: " + OctetText.show(more));
    }
  }
}
