package org.popfetch.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.popfetch.account.Route;

/// Asks a SOCKS proxy of version 5 for a connection (RFC 1928), with a user and password where it
/// wants them (RFC 1929).
final class Socks5 implements Proxied.Petition {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_PASSWORD = 2;
  private static final int NONE_ACCEPTABLE = 0xff;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  private final Endpoint server;
  private final Optional<Route.Visitor> visitor;

  Socks5(Endpoint server, Optional<Route.Visitor> visitor) {
    this.server = server;
    this.visitor = visitor;
  }

  @Override
  public void present(Socket proxy) throws IOException, Proxied.Refused {
    var in = new DataInputStream(proxy.getInputStream());
    OutputStream out = proxy.getOutputStream();
    agree(in, out);
    out.write(request());
    hearAnswer(in);
  }

  /// RFC 1928 §3.
  private void agree(InputStream in, OutputStream out) throws IOException, Proxied.Refused {
    out.write(
        visitor.isPresent()
            ? new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_PASSWORD}
            : new byte[] {VERSION, 1, NO_AUTHENTICATION});
    expectVersion(in);
    switch (octet(in)) {
      case NO_AUTHENTICATION -> {}
      case USER_PASSWORD -> logIn(in, out);
      case NONE_ACCEPTABLE ->
          throw visitor.isPresent()
              ? new Proxied.Refused("the proxy takes no user and password", "check proxy")
              : wantsPassword();
      default -> throw new Proxied.Refused("the proxy wants a login unknown here", "check proxy");
    }
  }

  private static Proxied.Refused wantsPassword() {
    return new Proxied.Refused(
        "the proxy wants a user and a password",
        "write them into proxy: \"socks5://user:password@host:port\"");
  }

  /// RFC 1929 §2.
  private void logIn(InputStream in, OutputStream out) throws IOException, Proxied.Refused {
    if (visitor.isEmpty()) {
      throw wantsPassword();
    }
    var message = new ByteArrayOutputStream();
    message.write(1);
    append(message, visitor.get().user().getBytes(StandardCharsets.UTF_8));
    append(message, visitor.get().password().utf8());
    out.write(message.toByteArray());
    octet(in);
    if (octet(in) != 0) {
      throw new Proxied.Refused("the proxy refused the user and password", "check proxy");
    }
  }

  private static void append(ByteArrayOutputStream message, byte[] text) {
    message.write(text.length);
    message.writeBytes(text);
  }

  /// RFC 1928 §4.
  private byte[] request() {
    var request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {VERSION, CONNECT, 0});
    Optional<byte[]> address = address();
    if (address.isPresent()) {
      request.write(address.get().length == 4 ? IPV4 : IPV6);
      request.writeBytes(address.get());
    } else {
      request.write(NAME);
      append(request, server.host().getBytes(StandardCharsets.US_ASCII));
    }
    request.write(server.port() >> 8);
    request.write(server.port());
    return request.toByteArray();
  }

  /// That of a host which is written as one.
  private Optional<byte[]> address() {
    try {
      return Optional.of(InetAddress.ofLiteral(server.host()).getAddress());
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }

  /// RFC 1928 §6. Where the proxy connects from is read, for it stands before the server's words.
  private static void hearAnswer(DataInputStream in) throws IOException, Proxied.Refused {
    expectVersion(in);
    int answer = octet(in);
    if (answer != 0) {
      throw new Proxied.Refused("the proxy refused: " + meaning(answer), "tried again next time");
    }
    octet(in);
    int length =
        switch (octet(in)) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> octet(in);
          default -> throw new Proxied.Refused("the proxy's answer is no SOCKS5", "check proxy");
        };
    in.readFully(new byte[length + 2]);
  }

  private static String meaning(int answer) {
    return switch (answer) {
      case 1 -> "it failed, and does not say why";
      case 2 -> "its rules do not allow that connection";
      case 3 -> "it cannot reach the network";
      case 4 -> "it cannot reach the host, or does not know the name";
      case 5 -> "the server refused the connection";
      case 6 -> "the server is too far away";
      case 7 -> "it makes no such connections";
      case 8 -> "it knows no addresses of that kind";
      default -> "code " + answer;
    };
  }

  private static void expectVersion(InputStream in) throws IOException, Proxied.Refused {
    if (octet(in) != VERSION) {
      throw new Proxied.Refused("the proxy does not speak SOCKS5", "check proxy");
    }
  }

  private static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException();
    }
    return octet;
  }
}
