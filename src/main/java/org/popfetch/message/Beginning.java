package org.popfetch.message;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/// Keeps as much of a header as [Fields] looks at: a server may send any amount for `TOP n 0`.
public final class Beginning extends OutputStream {
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    kept.write(octets, from, Math.min(length, Fields.MOST_OCTETS - kept.size()));
  }

  public byte[] toByteArray() {
    return kept.toByteArray();
  }
}
