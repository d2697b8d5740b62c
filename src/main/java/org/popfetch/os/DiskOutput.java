package org.popfetch.os;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Writes to a [DiskFile] through a buffer of 64 kB, so that many small writes become few steps.
///
/// [#close] writes the rest and closes the file, even if that fails; it forces nothing.
public final class DiskOutput extends OutputStream {
  private static final int SIZE = 64 * 1024;

  private final DiskFile file;
  private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);

  public DiskOutput(DiskFile file) {
    this.file = file;
  }

  @Override
  public void write(int octet) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) octet);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length > SIZE) {
      file.write(ByteBuffer.wrap(octets, offset, length));
    } else {
      buffer.put(octets, offset, length);
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
