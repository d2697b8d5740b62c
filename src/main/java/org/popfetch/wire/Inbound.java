package org.popfetch.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.popfetch.pop3.OctetTaker;

/// What comes in, behind one buffer of fixed size: lines, bounded, and the octets of messages.
final class Inbound {
  /// A line or a listing that is longer than anything sensible.
  static final class Oversized extends IOException {
    Oversized(String what) {
      super(what);
    }
  }

  private static final int SIZE = 32 * 1024;

  private final Watchdog watchdog;
  private final ByteBuffer buffer = ByteBuffer.allocate(SIZE).limit(0);
  private InputStream in;

  /// Where the line that was passed last lies.
  private int lineFrom;

  private int lineTo;

  Inbound(InputStream in, Watchdog watchdog) {
    this.in = in;
    this.watchdog = watchdog;
  }

  /// Reads from here on. What is buffered stays: ask [#hasUnread] first.
  void continueFrom(InputStream other) {
    in = other;
  }

  /// Whether something has arrived that nobody has read. Does not wait.
  boolean hasUnread() throws IOException {
    return buffer.hasRemaining() || in.available() > 0;
  }

  /// Waits for the first octet as long as the socket's own timeout allows.
  boolean arrivesInTime() throws IOException {
    try {
      fill(TimeBudget.once(Duration.ofDays(1)));
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    }
  }

  /// The first octet that nobody has read; waits for it.
  byte peek(TimeBudget budget) throws IOException {
    if (!buffer.hasRemaining()) {
      fill(budget);
    }
    return buffer.get(buffer.position());
  }

  /// One line, without its line end: LF, or CR LF.
  ///
  /// @param bound the most octets of it, at most half of the buffer
  /// @return one octet per character
  String line(int bound, TimeBudget budget) throws IOException {
    passLine(bound, budget);
    return new String(buffer.array(), lineFrom, lineTo - lineFrom, StandardCharsets.ISO_8859_1);
  }

  /// Waits for a line and passes it. It lies in the buffer from `lineFrom` to `lineTo` until
  /// something else is read.
  private void passLine(int bound, TimeBudget budget) throws IOException {
    int scanned = 0;
    while (true) {
      int from = buffer.position();
      int at = lineFeed(from + scanned);
      if (at < buffer.limit()) {
        buffer.position(at + 1);
        lineFrom = from;
        lineTo = at > from && buffer.get(at - 1) == '\r' ? at - 1 : at;
        if (lineTo - lineFrom > bound) {
          throw tooLong(bound);
        }
        return;
      }
      scanned = buffer.remaining();
      if (scanned > bound + 1) {
        throw tooLong(bound);
      }
      fill(budget);
    }
  }

  /// The next line feed, or the limit.
  private int lineFeed(int from) {
    byte[] octets = buffer.array();
    int limit = buffer.limit();
    int at = from;
    while (at < limit && octets[at] != '\n') {
      at++;
    }
    return at;
  }

  private static Oversized tooLong(int bound) {
    return new Oversized("the server sent a line of more than " + bound + " octets");
  }

  /// Lines up to a lone dot, which is not among them; byte-stuffing is taken off.
  ///
  /// @param most how many lines there may be
  /// @param taker gets each line as it comes
  void listing(int most, int lineBound, TimeBudget budget, OctetTaker taker) throws IOException {
    for (int lines = 0; isInListing(lineBound, budget); lines++) {
      if (lines == most) {
        throw new Oversized("the server sent a listing of more than " + most + " lines");
      }
      taker.take(buffer.array(), lineFrom, lineTo);
    }
  }

  /// Passes a line; false when it is the lone dot.
  private boolean isInListing(int bound, TimeBudget budget) throws IOException {
    passLine(bound, budget);
    boolean dotted = lineTo > lineFrom && buffer.get(lineFrom) == '.';
    lineFrom += dotted ? 1 : 0;
    return !dotted || lineTo > lineFrom;
  }

  /// What is buffered, to be consumed in place; waits until that is something.
  ByteBuffer octets(TimeBudget budget) throws IOException {
    if (!buffer.hasRemaining()) {
      fill(budget);
    }
    return buffer;
  }

  private void fill(TimeBudget budget) throws IOException {
    buffer.compact();
    int count;
    long begun = System.nanoTime();
    watchdog.arm(budget.left());
    try {
      count = in.read(buffer.array(), buffer.position(), buffer.remaining());
    } finally {
      watchdog.disarm();
      budget.waited(System.nanoTime() - begun);
      buffer.flip();
    }
    if (count < 0) {
      throw new EOFException();
    }
    buffer.limit(buffer.limit() + count);
    budget.received(count);
  }
}
