package org.popfetch.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.popfetch.pop3.ServerText;

/// Cuts octets into lines at LF and hands them out escaped. A very long line comes in pieces, cut
/// where no UTF-8 character is.
final class TextLines extends OutputStream {
  private static final int LONGEST = 8192;

  private final Consumer<String> taker;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  TextLines(Consumer<String> taker) {
    this.taker = taker;
  }

  @Override
  public void write(int octet) {
    if (octet == '\n') {
      hand();
      return;
    }
    if (line.size() >= LONGEST && ((octet & 0xc0) != 0x80 || line.size() >= 2 * LONGEST)) {
      hand();
    }
    line.write(octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    for (int i = from; i < from + length; i++) {
      write(octets[i]);
    }
  }

  private void hand() {
    taker.accept(new ServerText(line.toString(StandardCharsets.ISO_8859_1)).whole());
    line.reset();
  }
}
