package org.popfetch.deliver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts a `>` before each line that begins with `From `, or with `>`s and `From `, as the mboxrd
/// variant of mbox(5) wants it; a reader takes one `>` away again. Lines end in LF.
///
/// The beginning of a line is held back while it may still become such a line.
final class FromQuoting extends OutputStream {
  private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] QUOTES = new byte[4096];

  static {
    Arrays.fill(QUOTES, (byte) '>');
  }

  private final OutputStream next;
  private boolean atBeginning = true;
  private long heldQuotes;
  private int heldLetters;

  FromQuoting(OutputStream next) {
    this.next = next;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int end = offset + length;
    for (int i = offset; i < end; ) {
      if (atBeginning && hold(octets[i])) {
        i++;
      } else {
        i = passOn(octets, i, end);
      }
    }
  }

  /// Takes an octet of a line's beginning, or, when the line turns out to be like any other, writes
  /// what was held back before it.
  private boolean hold(byte octet) throws IOException {
    if (octet == '>' && heldLetters == 0) {
      heldQuotes++;
      return true;
    }
    if (octet != FROM[heldLetters]) {
      release();
      return false;
    }
    heldLetters++;
    if (heldLetters == FROM.length) {
      next.write('>');
      release();
    }
    return true;
  }

  private void release() throws IOException {
    for (; heldQuotes > 0; heldQuotes -= Math.min(heldQuotes, QUOTES.length)) {
      next.write(QUOTES, 0, (int) Math.min(heldQuotes, QUOTES.length));
    }
    next.write(FROM, 0, heldLetters);
    heldLetters = 0;
    atBeginning = false;
  }

  /// The rest of the line, as far as it is there.
  private int passOn(byte[] octets, int from, int end) throws IOException {
    int i = from;
    while (i < end && octets[i] != '\n') {
      i++;
    }
    atBeginning = i < end;
    int stop = atBeginning ? i + 1 : end;
    next.write(octets, from, stop - from);
    return stop;
  }

  /// Ends the message: its last line gets a line end if it has none, and an empty line follows.
  void finish() throws IOException {
    boolean afterLineEnd = atBeginning && heldQuotes == 0 && heldLetters == 0;
    release();
    next.write(afterLineEnd ? new byte[] {'\n'} : new byte[] {'\n', '\n'});
  }

  @Override
  public void flush() throws IOException {
    next.flush();
  }
}
