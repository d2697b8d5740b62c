package org.popfetch.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Takes the byte-stuffing off a multi-line answer (RFC 1939 §3), in pieces of any size.
///
/// Only CRLF ends a line here, as the RFC has it: a dot after a lone LF or CR is text, and stays as
/// it is. Everything else passes unchanged, NUL, 8-bit and lines of any length included.
final class DotUnstuffing {
  private enum At {
    LINE_START,
    TEXT,
    /// After a CR that may belong to a line end.
    CR,
    /// After a dot at the start of a line, withheld.
    DOT,
    /// After that and a CR, both withheld.
    DOT_CR,
    END
  }

  private At at = At.LINE_START;
  private long octets;

  /// Whether the terminating line has been seen.
  boolean isComplete() {
    return at == At.END;
  }

  /// What was passed on so far.
  long octets() {
    return octets;
  }

  /// Passes on what `buffer` (backed by an array) holds, up to the terminating line; what follows
  /// that stays in the buffer. When `out` throws, the piece that it refused counts as passed, so
  /// that the rest can still be read to its end.
  void pass(ByteBuffer buffer, OutputStream out) throws IOException {
    while (at != At.END && buffer.hasRemaining()) {
      byte next = buffer.get(buffer.position());
      switch (at) {
        case LINE_START -> {
          if (next == '.') {
            buffer.get();
            at = At.DOT;
          } else {
            passRun(buffer, out);
          }
        }
        case TEXT, CR -> passRun(buffer, out);
        case DOT -> {
          if (next == '\r') {
            buffer.get();
            at = At.DOT_CR;
          } else {
            at = At.TEXT;
          }
        }
        case DOT_CR -> {
          if (next == '\n') {
            buffer.get();
            at = At.END;
          } else {
            at = At.CR;
            octets++;
            out.write('\r');
          }
        }
        case END -> throw new AssertionError();
      }
    }
  }

  /// Passes on everything up to a line end that a dot follows, or to the end of the buffer, in one
  /// write.
  private void passRun(ByteBuffer buffer, OutputStream out) throws IOException {
    byte[] array = buffer.array();
    int from = buffer.arrayOffset() + buffer.position();
    int limit = from + buffer.remaining();
    int end = lineFeed(array, from, limit);
    while (end < limit && !isLineEndBeforeDot(array, from, end, limit)) {
      end = lineFeed(array, end + 1, limit);
    }
    if (end < limit) {
      end++;
      at = At.LINE_START;
    } else {
      at = array[limit - 1] == '\r' ? At.CR : At.TEXT;
    }
    buffer.position(end - buffer.arrayOffset());
    octets += end - from;
    out.write(array, from, end - from);
  }

  /// Where the next LF is; `limit` when there is none.
  private static int lineFeed(byte[] array, int from, int limit) {
    int at = from;
    while (at < limit && array[at] != '\n') {
      at++;
    }
    return at;
  }

  /// Whether the LF at `i` ends a line, and the next begins with a dot or is not here yet.
  private boolean isLineEndBeforeDot(byte[] array, int from, int i, int limit) {
    return (i > from ? array[i - 1] == '\r' : at == At.CR)
        && (i + 1 == limit || array[i + 1] == '.');
  }
}
