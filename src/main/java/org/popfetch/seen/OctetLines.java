package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The lines of a file, one after the other, octet by octet (Latin-1), and where they stand.
final class OctetLines implements AutoCloseable {
  private final InputStream in;

  /// Holds the current line whole, and grows for it.
  private byte[] buffer = new byte[64 * 1024];

  /// The same, for the library's search: that is compiled by now, when a loop is not yet.
  private String text = "";

  private int from;
  private int to;

  /// Where the lines behind the current one begin in the buffer, and where it is filled up to.
  private int rest;

  private int filled;
  private boolean ended;
  private long offset;
  private long next;
  private int number;

  OctetLines(Path file) throws IOException {
    this(file, 0);
  }

  /// Begins somewhere in the file, most likely within a line. Offsets count from there.
  OctetLines(Path file, long start) throws IOException {
    this.in = Files.newInputStream(file);
    in.skipNBytes(start);
  }

  /// Goes to the next line, the first at the first call.
  ///
  /// @return false at the end of the file
  boolean next() throws IOException {
    int length = 0;
    do {
      length = lineFeed(rest + length) - rest;
    } while (rest + length == filled && fill());
    from = rest;
    to = from + length;
    ended = to < filled;
    rest = ended ? to + 1 : to;
    offset = next;
    next += rest - from;
    number++;
    return rest > from;
  }

  private int lineFeed(int start) {
    int at = text.indexOf('\n', start);
    return at < 0 ? filled : at;
  }

  /// Reads on, with the rest moved to the front.
  private boolean fill() throws IOException {
    System.arraycopy(buffer, rest, buffer, 0, filled - rest);
    filled -= rest;
    rest = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, count);
    text = new String(buffer, 0, filled, ISO_8859_1);
    return count >= 0;
  }

  /// The line without its line end.
  String line() {
    return text.substring(from, to);
  }

  /// What the line says, when it is whole. To be read before [#next].
  Optional<Line> whole() {
    return ended ? Line.parse(buffer, from, to) : Optional.empty();
  }

  /// Whether the line has a line end: a torn one has none.
  boolean isEnded() {
    return ended;
  }

  /// Where it begins, in octets.
  long offset() {
    return offset;
  }

  /// Where the line after it begins.
  long end() {
    return next;
  }

  /// Its number in the file, from 1.
  int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
