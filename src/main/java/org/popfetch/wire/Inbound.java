package org.popfetch.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

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
    int scanned = 0;
    while (true) {
      int from = buffer.position();
      for (int i = from + scanned; i < buffer.limit(); i++) {
        if (buffer.get(i) == '\n') {
          buffer.position(i + 1);
          return bounded(text(from, i), bound);
        }
      }
      scanned = buffer.remaining();
      if (scanned > bound + 1) {
        throw tooLong(bound);
      }
      fill(budget);
    }
  }

  private static String bounded(String line, int bound) throws Oversized {
    if (line.length() > bound) {
      throw tooLong(bound);
    }
    return line;
  }

  private static Oversized tooLong(int bound) {
    return new Oversized("the server sent a line of more than " + bound + " octets");
  }

  private String text(int from, int lineFeed) {
    boolean crlf = lineFeed > from && buffer.get(lineFeed - 1) == '\r';
    int length = (crlf ? lineFeed - 1 : lineFeed) - from;
    return new String(buffer.array(), from, length, StandardCharsets.ISO_8859_1);
  }

  /// Lines up to a lone dot, which is not among them; byte-stuffing is taken off.
  ///
  /// @param most how many lines there may be
  /// @param taker gets each line as it comes
  void listing(int most, int lineBound, TimeBudget budget, Consumer<String> taker)
      throws IOException {
    int lines = 0;
    for (var line = listed(lineBound, budget); line.isPresent(); line = listed(lineBound, budget)) {
      if (lines++ == most) {
        throw new Oversized("the server sent a listing of more than " + most + " lines");
      }
      taker.accept(line.get());
    }
  }

  private Optional<String> listed(int bound, TimeBudget budget) throws IOException {
    String line = line(bound, budget);
    if (line.equals(".")) {
      return Optional.empty();
    }
    return Optional.of(line.startsWith(".") ? line.substring(1) : line);
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
