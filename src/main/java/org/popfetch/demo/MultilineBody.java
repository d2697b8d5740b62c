package org.popfetch.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Sends a message as the body of a multi-line reply (RFC 1939 §3): dots at line starts doubled, a
/// line end added where the last one lacks, and the terminating line.
final class MultilineBody {

  private static final byte[] CRLF = {'\r', '\n'};

  private final OutputStream out;
  private long linesLeft;
  private boolean inHeader = true;
  private long column;
  private byte previous;

  private MultilineBody(OutputStream out, long bodyLines) {
    this.out = out;
    this.linesLeft = bodyLines;
  }

  /// Sends the header, the empty line behind it and at most `bodyLines` lines of the body, then the
  /// terminating line. A line ends in CRLF; a lone CR or LF is an octet like any other.
  static void send(DemoMessage message, long bodyLines, OutputStream out) throws IOException {
    var body = new MultilineBody(out, bodyLines);
    byte[] chunk = new byte[16_384];
    try (InputStream in = message.content().open()) {
      int n = in.read(chunk);
      while (n >= 0 && body.send(chunk, n)) {
        n = in.read(chunk);
      }
    }
    body.terminate();
  }

  /// Returns whether more is wanted.
  private boolean send(byte[] chunk, int length) throws IOException {
    int sent = 0;
    for (int i = 0; i < length; i++) {
      byte b = chunk[i];
      if (b == '.' && column == 0) {
        out.write(chunk, sent, i - sent);
        out.write('.');
        sent = i;
      }
      column++;
      boolean enough = b == '\n' && previous == '\r' && endsWithThisLine();
      previous = b;
      if (enough) {
        out.write(chunk, sent, i + 1 - sent);
        return false;
      }
    }
    out.write(chunk, sent, length - sent);
    return true;
  }

  private boolean endsWithThisLine() {
    boolean empty = column == 2;
    column = 0;
    if (inHeader) {
      inHeader = !empty;
    } else {
      linesLeft--;
    }
    return !inHeader && linesLeft <= 0;
  }

  private void terminate() throws IOException {
    if (column > 0) {
      out.write(CRLF);
    }
    out.write('.');
    out.write(CRLF);
  }
}
