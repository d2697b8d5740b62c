package org.popfetch.shell;

import java.io.IOException;
import java.io.OutputStream;
import org.popfetch.message.LineFeeds;

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

  /// Passes them on with their byte-stuffing, and ended by LF.
  ///
  /// @param ended runs behind the terminating line
  static Lines stuffed(OutputStream out, Runnable ended) {
    var feeds = new LineFeeds(out);
    var stuffing = new Stuffing(feeds);
    return new Lines() {
      @Override
      public void write(byte[] octets, int from, int length) throws IOException {
        stuffing.write(octets, from, length);
      }

      @Override
      void end() throws IOException {
        stuffing.end();
        feeds.finish();
        ended.run();
      }
    };
  }
}
