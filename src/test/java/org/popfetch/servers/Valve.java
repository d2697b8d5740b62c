package org.popfetch.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/// Stands between a client and a server, and holds back what the server says once so many octets
/// have gone through in one connection, until it is opened. What the client says passes.
final class Valve implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CountDownLatch open = new CountDownLatch(1);
  private final int server;
  private final long most;

  /// @param server the server's port
  /// @param most how many octets go through
  Valve(int server, long most) throws IOException {
    this.server = server;
    this.most = most;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Lets everything through from now on.
  void open() {
    open.countDown();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = listener.accept();
        var behind = new Socket(InetAddress.getLoopbackAddress(), server);
        Thread.ofVirtual().start(() -> pass(client, behind, Long.MAX_VALUE));
        Thread.ofVirtual().start(() -> pass(behind, client, most));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /// Copies from one to the other; when the one has nothing more, or the other is gone, so are
  /// both.
  private void pass(Socket from, Socket to, long most) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      var buffer = new byte[1024];
      long passed = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (passed + n > most) {
          open.await();
        }
        out.write(buffer, 0, n);
        passed += n;
      }
    } catch (IOException gone) {
      // Closing both is all that there is to do.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    open();
    listener.close();
  }
}
