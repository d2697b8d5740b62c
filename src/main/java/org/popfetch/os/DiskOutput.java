package org.popfetch.os;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Writes to a [DiskFile] through a buffer of up to 64 kB, so that many small writes become few
/// steps.
///
/// [#close] writes the rest and closes the file, even if that fails; it forces nothing.
public final class DiskOutput extends OutputStream {
  private static final int SIZE = 64 * 1024;

  /// Most of what is written is a message of a few kB.
  private static final int AT_FIRST = 8 * 1024;

  private final DiskFile file;
  private ByteBuffer buffer = ByteBuffer.allocate(AT_FIRST);

  public DiskOutput(DiskFile file) {
    this.file = file;
  }

  @Override
  public void write(int octet) throws IOException {
    makeRoom(1);
    buffer.put((byte) octet);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (length > SIZE) {
      flush();
      file.write(ByteBuffer.wrap(octets, offset, length));
    } else {
      makeRoom(length);
      buffer.put(octets, offset, length);
    }
  }

  /// Grows until the buffer has its full size, and empties it from then on.
  private void makeRoom(int length) throws IOException {
    int needed = buffer.position() + length;
    if (needed > SIZE) {
      flush();
    } else if (needed > buffer.capacity()) {
      int larger = Math.min(SIZE, Math.max(needed, buffer.capacity() * 4));
      buffer = ByteBuffer.allocate(larger).put(buffer.flip());
    }
  }

  @Override
  public void flush() throws IOException {
    if (buffer.position() > 0) {
      buffer.flip();
      try {
        file.write(buffer);
      } finally {
        buffer.clear();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      flush();
    }
  }
}
