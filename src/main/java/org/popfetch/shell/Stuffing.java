package org.popfetch.shell;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Puts the byte-stuffing back (RFC 1939 §3): what is shown of an answer is what the server said,
/// and the lone dot at its end cannot be taken for a line of the message.
final class Stuffing extends FilterOutputStream {
  private static final int CR = 1;
  private static final int CRLF = 2;

  /// What came last: the beginning counts as a line end.
  private int at = CRLF;

  Stuffing(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int octet) throws IOException {
    if (octet == '.' && at == CRLF) {
      out.write('.');
    }
    out.write(octet);
    at = octet == '\r' ? CR : octet == '\n' && at == CR ? CRLF : 0;
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(octets[i]);
    }
  }

  /// Ends the answer with its terminating line, behind a line end if there was none.
  void end() throws IOException {
    out.write((at == CRLF ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
