package org.popfetch.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// Asks a port whether it speaks TLS, by a ClientHello on a connection of its own. Trusts nobody
/// and tells nothing.
final class TlsProbe {
  /// The first octet of a TLS alert record (RFC 8446 §5.1).
  static final byte ALERT = 21;

  private static final byte HANDSHAKE = 22;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private TlsProbe() {}

  static boolean speaksTls(SocketAddress server) {
    try (var socket = new Socket()) {
      socket.connect(server, (int) PATIENCE.toMillis());
      // One read of one octet: here a read timeout is a deadline.
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(clientHello());
      int first = socket.getInputStream().read();
      return first == HANDSHAKE || first == ALERT;
    } catch (IOException | NoSuchAlgorithmException notToday) {
      return false;
    }
  }

  private static byte[] clientHello() throws IOException, NoSuchAlgorithmException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    byte[] octets = new byte[hello.position()];
    hello.flip().get(octets);
    return octets;
  }
}
