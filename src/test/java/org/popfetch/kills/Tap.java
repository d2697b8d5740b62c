package org.popfetch.kills;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A piece of cable between a client and the server: it tells how much went through, and can be
/// cut.
final class Tap implements AutoCloseable {
  private static final byte[] QUIT = {'Q', 'U', 'I', 'T', '\r', '\n'};

  private final int serverPort;
  private final ServerSocket listener;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final AtomicLong octets = new AtomicLong();
  private volatile boolean quit;

  Tap(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Begins to count anew.
  void reset() {
    octets.set(0);
    quit = false;
  }

  /// How many octets the server has sent.
  long octets() {
    return octets.get();
  }

  /// Whether a client has sent QUIT.
  boolean quit() {
    return quit;
  }

  /// Cuts every connection.
  ///
  /// @param reset with RST instead of FIN
  void cut(boolean reset) {
    for (Socket end : ends) {
      try {
        if (reset) {
          end.setSoLinger(true, 0);
        }
        end.close();
      } catch (IOException e) {
        // Closed before.
      }
    }
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // Closed; or the server is not there, which the client notices.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    ends.add(client);
    var server = new Socket();
    ends.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
    } catch (IOException e) {
      part(client, server);
      throw e;
    }
    Thread.ofVirtual().start(() -> pump(client, server, false));
    Thread.ofVirtual().start(() -> pump(server, client, true));
  }

  private void pump(Socket from, Socket to, boolean down) {
    var buffer = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        if (down) {
          octets.addAndGet(read);
        } else if (endsWithQuit(buffer, read)) {
          quit = true;
        }
      }
    } catch (IOException e) {
      // One end is gone; the other follows.
    } finally {
      part(from, to);
    }
  }

  private static boolean endsWithQuit(byte[] buffer, int length) {
    int from = Math.max(0, length - QUIT.length);
    return Arrays.equals(buffer, from, length, QUIT, 0, QUIT.length);
  }

  private void part(Socket one, Socket other) {
    for (Socket end : new Socket[] {one, other}) {
      ends.remove(end);
      try {
        end.close();
      } catch (IOException e) {
        // Gone is gone.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut(true);
  }
}
