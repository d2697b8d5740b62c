package org.popfetch.message;

import java.io.IOException;
import java.io.OutputStream;

/// Turns CRLF into LF on the way to another stream; a CR without LF, and a LF without CR, stay as
/// they are.
///
/// A CR that was written last is held back until it is known what follows: call [#finish] at the
/// end of the message.
public final class LineFeeds extends OutputStream {
  private final OutputStream next;
  private boolean heldCr;

  public LineFeeds(OutputStream next) {
    this.next = next;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (heldCr && octets[offset] != '\n') {
      next.write('\r');
    }
    int end = offset + length;
    heldCr = octets[end - 1] == '\r';
    passOn(octets, offset, heldCr ? end - 1 : end);
  }

  /// Every octet up to `end`, but for each CR before a LF, in runs as long as possible.
  private void passOn(byte[] octets, int from, int end) throws IOException {
    int run = from;
    for (int i = from + 1; i < end; i++) {
      if (octets[i] == '\n' && octets[i - 1] == '\r') {
        next.write(octets, run, i - 1 - run);
        run = i;
      }
    }
    next.write(octets, run, end - run);
  }

  /// Writes a CR that turned out to be the last octet of all.
  public void finish() throws IOException {
    if (heldCr) {
      heldCr = false;
      next.write('\r');
    }
  }

  @Override
  public void flush() throws IOException {
    next.flush();
  }

  @Override
  public void close() throws IOException {
    try (next) {
      finish();
    }
  }
}
