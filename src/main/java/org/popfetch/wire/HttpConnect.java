package org.popfetch.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.Route;

/// Asks an HTTP proxy for a connection by `CONNECT` (RFC 9110 §9.3.6), with a user and password by
/// the Basic scheme (RFC 7617).
final class HttpConnect implements Proxied.Petition {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: .*)?");
  private static final String PASSWORD_WANTED = "407";

  /// The most that an answer may hold, in octets.
  private static final int MOST = 16 * 1024;

  private final Endpoint server;
  private final Optional<Route.Visitor> visitor;

  HttpConnect(Endpoint server, Optional<Route.Visitor> visitor) {
    this.server = server;
    this.visitor = visitor;
  }

  @Override
  public void present(Socket proxy) throws IOException, Proxied.Refused {
    proxy.getOutputStream().write(request().getBytes(StandardCharsets.ISO_8859_1));
    String line = statusLine(proxy.getInputStream());
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      throw new Proxied.Refused(
          "the proxy does not speak HTTP; it said \"" + Spoken.harmlessLatin1(line) + '"',
          "check proxy");
    }
    if (!status.group(1).startsWith("2")) {
      throw new Proxied.Refused(
          "the proxy refused: \"" + Spoken.harmlessLatin1(line) + '"', next(status.group(1)));
    }
  }

  private String next(String status) {
    if (!status.equals(PASSWORD_WANTED)) {
      return "tried again next time";
    }
    return visitor.isPresent()
        ? "check the user and password in proxy"
        : "write a user and password into proxy: \"http://user:password@host:port\"";
  }

  private String request() {
    String authorization =
        visitor
            .map(one -> one.user() + ':' + one.password().reveal())
            .map(both -> Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)))
            .map(basic -> "Proxy-Authorization: Basic " + basic + "\r\n")
            .orElse("");
    return "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n%2$s\r\n".formatted(server, authorization);
  }

  private static boolean speaksHttp(ByteArrayOutputStream said) {
    String begun = said.toString(StandardCharsets.ISO_8859_1);
    return begun.startsWith("HTTP/");
  }

  /// Reads the header of the answer, octet by octet: what comes behind it is the server's.
  private static String statusLine(InputStream in) throws IOException, Proxied.Refused {
    var header = new ByteArrayOutputStream();
    for (boolean lineIsEmpty = false; ; ) {
      int octet = in.read();
      if (octet < 0 && header.size() == 0) {
        throw new EOFException();
      }
      // Another service than a proxy says one line, and then waits for the next command.
      if (octet < 0 || (octet == '\n' && (lineIsEmpty || !speaksHttp(header)))) {
        return header.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
      }
      if (header.size() == MOST) {
        throw new Proxied.Refused("the proxy's answer does not end", "check proxy");
      }
      header.write(octet);
      lineIsEmpty = octet == '\n' || (octet == '\r' && lineIsEmpty);
    }
  }
}
