package org.popfetch.deliver;

import java.io.OutputStream;
import org.popfetch.message.Envelope;
import org.popfetch.report.Failed;

/// A message that is being received, at a private place. One thread.
public interface Incoming extends AutoCloseable {
  /// Takes the message as the server sent it: dot-unstuffed, with CRLF line ends. An `IOException`
  /// from it is a fault of the sink's, never of the server's.
  OutputStream body();

  /// The end of the message was seen.
  ///
  /// @param envelope what is known of it by now
  Received complete(Envelope envelope) throws Failed;

  /// Removes what was received, unless [#complete] was called. Never throws: leftovers are swept
  /// later.
  @Override
  void close();
}
