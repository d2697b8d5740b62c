package org.popfetch.wire;

import java.io.IOException;
import java.io.OutputStream;
import org.popfetch.report.Failed;

/// A message on its way in: streamed, of any length, with lines of any length.
public final class MessageStream {
  private final Connection connection;
  private final DotUnstuffing unstuffing = new DotUnstuffing();
  private final TimeBudget budget;

  MessageStream(Connection connection) {
    this.connection = connection;
    this.budget = TimeBudget.renewed(connection.endpoint().timeout());
  }

  /// Passes on the message, or what is left of it, up to its terminating line.
  ///
  /// @return its size in octets without byte-stuffing and terminating line, from its beginning
  /// @throws Failed when the connection ended, broke or fell silent before the terminating line
  /// @throws IOException only when `out` threw it; what it refused is lost, the rest can still be
  ///   read by calling again
  public long drainTo(OutputStream out) throws Failed, IOException {
    while (!unstuffing.isComplete()) {
      connection.pass(unstuffing, budget, out);
    }
    return unstuffing.octets();
  }

  /// Whether the terminating line has been read.
  public boolean isComplete() {
    return unstuffing.isComplete();
  }
}
