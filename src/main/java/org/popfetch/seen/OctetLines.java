package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The lines of a file, one after the other, octet by octet (Latin-1), and where they stand.
final class OctetLines implements AutoCloseable {
  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream split = new ByteArrayOutputStream();
  private int from;
  private int to;
  private String line = "";
  private boolean ended;
  private long offset;
  private long next;
  private int number;

  OctetLines(Path file) throws IOException {
    this.in = Files.newInputStream(file);
  }

  /// Goes to the next line, the first at the first call.
  ///
  /// @return false at the end of the file
  boolean next() throws IOException {
    offset = next;
    number++;
    ended = false;
    split.reset();
    while (!ended && fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      ended = end < to;
      take(end);
    }
    if (split.size() > 0) {
      line = split.toString(ISO_8859_1);
    }
    return next > offset;
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer));
    }
    return from < to;
  }

  private void take(int end) {
    if (split.size() == 0 && ended) {
      line = new String(buffer, from, end - from, ISO_8859_1);
    } else {
      split.write(buffer, from, end - from);
    }
    next += end - from + (ended ? 1 : 0);
    from = ended ? end + 1 : end;
  }

  /// The line without its line end.
  String line() {
    return line;
  }

  /// Whether it has a line end: a torn one has none.
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
