package org.popfetch.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into command lines of bounded length, and knows what is waiting already.
final class CommandReader {

  /// The longest line that any command needs: a SASL response (RFC 5034 §4).
  static final int LIMIT = 12_288;

  private final InputStream in;
  private final byte[] buffer = new byte[LIMIT + 2];
  private int from;
  private int to;

  CommandReader(InputStream in) {
    this.in = in;
  }

  /// Whether [#readLine] would return without waiting for the client.
  boolean hasLine() {
    return lineEnd(from) >= 0;
  }

  /// Whether nothing at all has arrived behind the last line.
  boolean isEmpty() {
    return from == to;
  }

  /// The next line without its end, each octet a char; null when the client has closed.
  ///
  /// A lone LF ends a line too, for people who type into netcat.
  ///
  /// @throws LineTooLong when [#LIMIT] octets come without an end
  @Nullable String readLine() throws IOException {
    int searched = from;
    int end;
    while ((end = lineEnd(searched)) < 0) {
      makeRoom();
      searched = to;
      int n = in.read(buffer, to, buffer.length - to);
      if (n < 0) {
        return null; // a line that was cut off is no command
      }
      to += n;
    }
    int length = end > from && buffer[end - 1] == '\r' ? end - 1 - from : end - from;
    var line = new String(buffer, from, length, StandardCharsets.ISO_8859_1);
    from = end + 1;
    return line;
  }

  /// Moves what is left to the front when the buffer is used up.
  private void makeRoom() throws LineTooLong {
    if (to < buffer.length) {
      return;
    }
    if (from == 0) {
      throw new LineTooLong();
    }
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
  }

  private int lineEnd(int start) {
    for (int i = start; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// No line end within the bound: whatever this client speaks, it is not POP3.
  static final class LineTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLong() {
      super("no line end within " + LIMIT + " octets");
    }
  }
}
