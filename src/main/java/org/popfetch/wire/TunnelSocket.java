package org.popfetch.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.OptionalInt;
import org.popfetch.os.Companion;

/// A tunnel in the shape that TLS wants a connection in.
final class TunnelSocket extends Socket {
  private final Companion program;
  private final String described;
  private volatile boolean closed;

  /// @param described the program, for messages
  TunnelSocket(Companion program, String described) {
    this.program = program;
    this.described = described;
  }

  /// What is to be said of its end, or of its complaints; empty when that is nothing.
  String lastWords() {
    OptionalInt end = program.ownEnd();
    String complaint = complaint();
    if (end.isPresent()) {
      return "the tunnel "
          + described
          + " ended with status "
          + end.getAsInt()
          + (complaint.isEmpty() ? "" : ", saying " + complaint);
    }
    return complaint.isEmpty() ? "" : "the tunnel " + described + " says " + complaint;
  }

  private String complaint() {
    String lines = Spoken.oneLine(program.complaint().latin1());
    return lines.isEmpty() ? "" : '"' + Spoken.harmlessLatin1(lines) + '"';
  }

  @Override
  public InputStream getInputStream() {
    return program.output();
  }

  @Override
  public OutputStream getOutputStream() {
    return program.input();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  /// There is none on a program's output: the watchdog is what bounds a wait.
  @Override
  public void setSoTimeout(int millis) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() {}

  @Override
  public void close() {
    closed = true;
    program.close();
  }
}
