package org.popfetch.terminal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Standard output for results: buffered, and it notices when nobody reads any more (`popfetch show
/// … | head`), which a `PrintStream` keeps to itself. One thread at a time.
public final class ResultStream extends FilterOutputStream {
  private final boolean pipe;

  /// The reader at the other end of the pipe went away: nothing is wrong, and nothing is left to
  /// do.
  public static final class NobodyReads extends IOException {
    private NobodyReads(IOException cause) {
      super("nobody reads standard output any more", cause);
    }
  }

  /// @param out a plain stream, whose writes fail when they fail
  public ResultStream(OutputStream out) {
    this(out, StandardStream.OUTPUT.isPipe());
  }

  ResultStream(OutputStream out, boolean pipe) {
    super(new BufferedOutputStream(out, 32 * 1024));
    this.pipe = pipe;
  }

  @Override
  public void write(int octet) throws IOException {
    try {
      out.write(octet);
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    try {
      out.write(octets, from, length);
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw told(e);
    }
  }

  /// A pipe knows no other error; the message is for systems that do not tell what a pipe is.
  private IOException told(IOException e) {
    boolean broken = pipe || String.valueOf(e.getMessage()).contains("Broken pipe");
    return broken ? new NobodyReads(e) : e;
  }
}
