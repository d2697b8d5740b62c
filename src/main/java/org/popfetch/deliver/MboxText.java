package org.popfetch.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.popfetch.os.DiskFile;

/// An open mbox, read through the one [DiskFile] that holds its locks.
final class MboxText {
  private static final int PIECE = 256 * 1024;

  private final DiskFile file;

  MboxText(DiskFile file) {
    this.file = file;
  }

  /// Whether the octets from `offset` on are the message with this digest.
  boolean hasAt(long offset, long length, String digest) throws IOException {
    if (offset > file.size() - length) {
      return false;
    }
    MessageDigest sha256 = Spooled.sha256();
    for (long done = 0; done < length; ) {
      byte[] piece = read(offset + done, (int) Math.min(PIECE, length - done));
      if (piece.length == 0) {
        return false;
      }
      sha256.update(piece);
      done += piece.length;
    }
    return HexFormat.of().formatHex(sha256.digest()).equals(digest);
  }

  /// Whether the octets from `offset` on, up to the message's end or the file's, are the message's
  /// or NULs, which stand where a power failure came before the octets were written.
  boolean hasTornAt(long offset, Spooled message) throws IOException {
    long there = Math.min(file.size() - offset, message.length());
    try (InputStream expected = message.open()) {
      for (long done = 0; done < there; ) {
        byte[] piece = read(offset + done, (int) Math.min(PIECE, there - done));
        if (piece.length == 0 || !isTorn(piece, expected.readNBytes(piece.length))) {
          return false;
        }
        done += piece.length;
      }
    }
    return true;
  }

  private static boolean isTorn(byte[] piece, byte[] written) {
    for (int i = 0; i < piece.length; i++) {
      if (i >= written.length || (piece[i] != written[i] && piece[i] != 0)) {
        return false;
      }
    }
    return true;
  }

  /// Where some octets stand next.
  ///
  /// @return the first place at or after `from`, or -1
  long indexOf(byte[] wanted, long from) throws IOException {
    for (long at = from; at + wanted.length <= file.size(); at += PIECE - wanted.length + 1) {
      byte[] piece = read(at, PIECE);
      for (int i = 0; i + wanted.length <= piece.length; i++) {
        if (Arrays.equals(piece, i, i + wanted.length, wanted, 0, wanted.length)) {
          return at + i;
        }
      }
    }
    return -1;
  }

  /// Adds what is missing to the empty line that every message ends with, and forces it.
  ///
  /// @return where the next message goes
  long endWithEmptyLine() throws IOException {
    long size = file.size();
    byte[] end = read(Math.max(0, size - 2), 2);
    int missing = size == 0 ? 0 : 2 - lineFeedsAtEnd(end);
    if (missing > 0) {
      file.position(size);
      file.write(ByteBuffer.wrap(new byte[] {'\n', '\n'}, 0, missing));
      file.force();
    }
    return size + missing;
  }

  private static int lineFeedsAtEnd(byte[] end) {
    int count = 0;
    while (count < end.length && end[end.length - 1 - count] == '\n') {
      count++;
    }
    return count;
  }

  private byte[] read(long position, int most) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(most);
    while (into.hasRemaining() && file.read(into, position + into.position()) >= 0) {}
    return Arrays.copyOf(into.array(), into.position());
  }
}
