package org.popfetch.shell;

import java.io.IOException;
import java.io.OutputStream;

/// Takes the lines that follow a reply: dot-unstuffed, ended by CRLF, in pieces of any size.
abstract class Lines extends OutputStream {
  @Override
  public final void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public abstract void write(byte[] octets, int from, int length) throws IOException;

  /// They came to their end, rather than broke off.
  abstract void end() throws IOException;
}
