package org.popfetch.terminal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

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

  /// @param out where it goes; a `PrintStream` is asked after every write
  public ResultStream(OutputStream out) {
    this(out, StandardStream.OUTPUT.isPipe());
  }

  ResultStream(OutputStream out, boolean pipe) {
    super(new BufferedOutputStream(noticing(out), 32 * 1024));
    this.pipe = pipe;
  }

  private static OutputStream noticing(OutputStream out) {
    return out instanceof PrintStream swallowing ? new Noticing(swallowing) : out;
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

  /// Fails when the stream behind it has. Why, a `PrintStream` does not tell.
  private static final class Noticing extends OutputStream {
    private final PrintStream stream;

    private Noticing(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int octet) throws IOException {
      stream.write(octet);
      check();
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      stream.write(octets, from, length);
      check();
    }

    @Override
    public void flush() throws IOException {
      check();
    }

    @Override
    public void close() throws IOException {
      check();
      stream.close();
    }

    /// Flushes as well.
    private void check() throws IOException {
      if (stream.checkError()) {
        throw new IOException("it takes nothing more");
      }
    }
  }
}
