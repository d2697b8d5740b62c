package org.popfetch.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// A TLS handshake over a connection that is up, and what its failures mean.
final class Handshake {
  private final Endpoint endpoint;
  private final Tls wanted;

  Handshake(Endpoint endpoint, Tls wanted) {
    this.endpoint = endpoint;
    this.wanted = wanted;
  }

  /// @throws Failed `CONFIG` when the CA file cannot be read
  SSLSocket over(Socket raw) throws IOException, Failed {
    SSLSocket socket =
        (SSLSocket)
            Trust.context(wanted)
                .getSocketFactory()
                .createSocket(raw, name(), endpoint.port(), true);
    if (wanted.pins().isEmpty()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private String name() {
    return wanted.serverName().orElse(endpoint.host());
  }

  /// Stopped before it began.
  Failed failed(String cause) {
    return new Failed(Kind.TLS, doing(), cause, "nothing was sent");
  }

  /// What a failure of [#over] means.
  Failed failed(IOException e) {
    Optional<Distrusted> distrusted = causes(e, Distrusted.class);
    if (distrusted.isPresent()) {
      return new Failed(CertificateTrouble.told(distrusted.get(), doing(), name()), e);
    }
    String message = String.valueOf(e.getMessage());
    if (isPlaintext(e)) {
      return failed("the server does not speak TLS on port " + endpoint.port(), plaintextPort(), e);
    }
    if (e instanceof SSLHandshakeException
        && (message.startsWith("Remote host terminated") || message.equals("connection closed"))) {
      return failed("the server hung up", "tried again next time", e);
    }
    return failed(Spoken.harmless(message), "", e);
  }

  /// Whether the server answered something that is no TLS.
  static boolean isPlaintext(IOException e) {
    String message = String.valueOf(e.getMessage());
    // Java's words, and Conscrypt's.
    return message.contains("Unsupported or unrecognized SSL message")
        || message.contains("Unable to parse TLS packet header");
  }

  private String plaintextPort() {
    return switch (wanted.mode()) {
      case IMPLICIT -> "write tls = \"starttls\", or port = 995";
      case STARTTLS, NONE -> "";
    };
  }

  private Failed failed(String cause, String next, IOException e) {
    return new Failed(new Failure(Kind.TLS, doing(), cause, next), e);
  }

  private String doing() {
    return "TLS handshake with " + endpoint;
  }

  private static <T extends Throwable> Optional<T> causes(Throwable thrown, Class<T> wanted) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (wanted.isInstance(t)) {
        return Optional.of(wanted.cast(t));
      }
    }
    return Optional.empty();
  }
}
