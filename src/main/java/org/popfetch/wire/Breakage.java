package org.popfetch.wire;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// How a connection that was up went down, in plain words.
final class Breakage {
  private static final String NEXT = "tried again next time";

  private Breakage() {}

  /// @param tls what was wanted of TLS, where it was
  static Failed of(IOException e, String doing, Optional<Tls> tls) {
    Optional<Failure> alerted =
        e instanceof SSLException
            ? tls.flatMap(wanted -> Alert.told(String.valueOf(e.getMessage()), doing, wanted))
            : Optional.empty();
    return alerted.map(failure -> new Failed(failure, e)).orElseGet(() -> of(e, doing));
  }

  private static Failed of(IOException e, String doing) {
    return new Failed(
        switch (e) {
          case Inbound.Oversized oversized ->
              new Failure(Kind.PROTOCOL, doing, String.valueOf(oversized.getMessage()));
          case EOFException _ ->
              new Failure(Kind.UNREACHABLE, doing, "the server closed the connection", NEXT);
          case SSLException tls ->
              new Failure(
                  Kind.UNREACHABLE,
                  doing,
                  "TLS broke: " + Spoken.harmless(String.valueOf(tls.getMessage())),
                  NEXT);
          default -> new Failure(Kind.UNREACHABLE, doing, reason(e), NEXT);
        },
        e);
  }

  private static String reason(IOException e) {
    String system = String.valueOf(e.getMessage());
    return system.startsWith("Connection reset") || system.startsWith("Broken pipe")
        ? "the connection was reset"
        : "the connection broke: " + system;
  }
}
