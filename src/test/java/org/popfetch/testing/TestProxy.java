package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy on loopback that notes where it was asked to connect to, and connects to a port of this
/// machine instead: so a name that nobody can look up leads somewhere.
public final class TestProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final Dialect dialect;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /// How it is spoken with, up to the connection.
  @FunctionalInterface
  private interface Dialect {
    /// @return whether to connect
    boolean agree(DataInputStream in, OutputStream out, List<String> requests) throws IOException;
  }

  private TestProxy(int target, Dialect dialect) {
    this.dialect = dialect;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> serve(target));
  }

  /// SOCKS of version 5 (RFC 1928), without a login.
  public static TestProxy socks5(int target) {
    return socks5(target, 0);
  }

  /// The same, with an answer to every request; 0 connects.
  public static TestProxy socks5(int target, int answer) {
    return new TestProxy(
        target,
        (in, out, requests) -> {
          in.readFully(new byte[in.skipBytes(1) + in.read() - 1]);
          out.write(new byte[] {5, 0});
          return request(in, out, requests, answer);
        });
  }

  /// The same, for whom it knows (RFC 1929).
  public static TestProxy socks5(int target, String user, String password) {
    return new TestProxy(
        target,
        (in, out, requests) -> {
          in.skipBytes(1);
          byte[] methods = new byte[in.read()];
          in.readFully(methods);
          if (methods[methods.length - 1] != 2) {
            out.write(new byte[] {5, (byte) 0xff});
            return false;
          }
          out.write(new byte[] {5, 2});
          in.skipBytes(1);
          boolean known = List.of(text(in), text(in)).equals(List.of(user, password));
          out.write(new byte[] {1, (byte) (known ? 0 : 1)});
          return known && request(in, out, requests, 0);
        });
  }

  private static boolean request(
      DataInputStream in, OutputStream out, List<String> requests, int answer) throws IOException {
    in.skipBytes(3);
    int kind = in.read();
    String host =
        switch (kind) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
          default -> text(in);
        };
    requests.add((kind == 3 ? "name " : "address ") + host + ' ' + in.readUnsignedShort());
    out.write(new byte[] {5, (byte) answer, 0, 3, 2, 'm', 'e', 4, 56});
    return answer == 0;
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(in.read()), ISO_8859_1);
  }

  /// HTTP; notes the whole header of a request, lines joined by `|`.
  ///
  /// @param answer its status line; it connects when that begins `HTTP/1.1 200`
  public static TestProxy http(int target, String answer) {
    return new TestProxy(
        target,
        (in, out, requests) -> {
          var header = new StringBuilder();
          while (!header.toString().endsWith("\r\n\r\n")) {
            header.append((char) in.readByte());
          }
          requests.add(header.toString().strip().replace("\r\n", "|"));
          out.write((answer + "\r\nVia: test\r\n\r\n").getBytes(ISO_8859_1));
          return answer.startsWith("HTTP/1.1 200");
        });
  }

  /// Another service than a proxy: greets, and waits for what it knows.
  public static TestProxy greeting(String line) {
    return new TestProxy(
        0,
        (in, out, _) -> {
          out.write((line + "\r\n").getBytes(ISO_8859_1));
          in.transferTo(OutputStream.nullOutputStream());
          return false;
        });
  }

  /// Takes connections and says nothing.
  public static TestProxy silent() {
    return new TestProxy(
        0,
        (in, _, _) -> {
          in.transferTo(OutputStream.nullOutputStream());
          return false;
        });
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// Where it was asked to connect to.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve(int target) {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client, target));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void serve(Socket client, int target) {
    try (client) {
      if (dialect.agree(
          new DataInputStream(client.getInputStream()), client.getOutputStream(), requests)) {
        try (var server = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), target)) {
          sockets.add(server);
          Thread.ofVirtual().start(() -> pass(server, client));
          pass(client, server);
        }
      }
    } catch (IOException gone) {
      // The client sees it.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // Both see it.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
