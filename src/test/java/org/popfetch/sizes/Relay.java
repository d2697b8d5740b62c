package org.popfetch.sizes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a client and a server on loopback, reads what the client says, and may hold it
/// back or cut the connection.
final class Relay implements AutoCloseable {
  /// Hears each command before the server does.
  @FunctionalInterface
  interface Ear {
    /// @param session counts connections from 1
    /// @param count counts commands from 1 in each session
    /// @return whether the command is passed on; otherwise the connection is cut
    boolean passes(int session, int count, String command);
  }

  private final ServerSocket listener;
  private final int upstream;
  private final Ear ear;
  private final AtomicInteger sessions = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private Relay(int upstream, Ear ear) throws IOException {
    this.upstream = upstream;
    this.ear = ear;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static Relay start(int upstream, Ear ear) throws IOException {
    var relay = new Relay(upstream, ear);
    Thread.startVirtualThread(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  int sessions() {
    return sessions.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream);
        sockets.add(client);
        sockets.add(server);
        int session = sessions.incrementAndGet();
        Thread.startVirtualThread(() -> commands(session, client, server));
        Thread.startVirtualThread(() -> answers(server, client));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void commands(int session, Socket client, Socket server) {
    try (client;
        server) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      OutputStream out = server.getOutputStream();
      int count = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!ear.passes(session, ++count, line)) {
          return;
        }
        out.write((line + "\r\n").getBytes(ISO_8859_1));
      }
    } catch (IOException ended) {
      // Whoever ended it knows.
    }
  }

  private static void answers(Socket server, Socket client) {
    try (client;
        server) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException ended) {
      // Whoever ended it knows.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Closeable socket : sockets) {
      socket.close();
    }
  }
}
