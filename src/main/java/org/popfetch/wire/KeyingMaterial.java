package org.popfetch.wire;

import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.conscrypt.Conscrypt;

/// What both ends of a TLS connection can compute and nobody else (RFC 5705), for channel binding.
final class KeyingMaterial {
  private static final String LABEL = "EXPORTER-Channel-Binding";
  private static final int OCTETS = 32;

  private KeyingMaterial() {}

  /// As RFC 9266 §2 wants it: of TLS 1.3 alone. Older versions are safe only with an extension of
  /// which neither Java nor Conscrypt tells whether it was agreed on.
  static Optional<byte[]> of(SSLSocket socket) {
    if (!socket.getSession().getProtocol().equals("TLSv1.3")) {
      return Optional.empty();
    }
    try {
      if (TlsProvider.isNative(socket)) {
        return Optional.of(Conscrypt.exportKeyingMaterial(socket, LABEL, null, OCTETS));
      }
      return socket.getSession() instanceof ExtendedSSLSession session
          ? Optional.of(session.exportKeyingMaterialData(LABEL, null, OCTETS))
          : Optional.empty();
    } catch (SSLException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
