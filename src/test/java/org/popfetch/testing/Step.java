package org.popfetch.testing;

import java.time.Duration;
import java.util.List;

/// One thing that a scripted session does.
sealed interface Step {

  /// Where it stands, and how.
  At at();

  /// A line of a script.
  ///
  /// @param script the file's name
  /// @param line from 1
  /// @param source the line without leading blanks
  record At(String script, int line, String source) {
    @Override
    public String toString() {
      return script + ":" + line;
    }
  }

  /// Sends octets, so many times.
  record Say(At at, String octets, int times) implements Step {}

  /// Sends octets in packets of this size.
  record Trickle(At at, String octets, int packet) implements Step {}

  /// Lets what was said leave.
  record Flush(At at) implements Step {}

  /// Waits for a line.
  record Hear(At at, LinePattern pattern) implements Step {}

  /// Waits for as many lines as there are exchanges, and answers each with its own.
  record AnyOrder(At at, List<Exchange> exchanges) implements Step {
    public AnyOrder {
      exchanges = List.copyOf(exchanges);
    }
  }

  /// A line and its answer.
  record Exchange(Hear hear, List<Step> answer) {
    public Exchange {
      answer = List.copyOf(answer);
    }
  }

  /// Shakes hands.
  record StartTls(At at) implements Step {}

  /// A step behind which there can be no other.
  sealed interface Last extends Step {}

  /// Shakes hands, which must fail.
  record StartTlsInVain(At at) implements Last {}

  /// The server closes, having heard all that it should.
  record End(At at) implements Last {}

  /// The client closes first.
  record AwaitClose(At at) implements Last {}

  /// The server closes, whatever the client still sends.
  ///
  /// @param politely whether over TLS with close_notify
  record Close(At at, boolean politely) implements Last {}

  /// The server resets the connection.
  record Reset(At at) implements Last {}

  /// The server sends no more, and waits for the client to close.
  record Stall(At at) implements Last {}

  /// The server repeats itself until the client closes.
  ///
  /// @param pause between octets; zero to send as fast as it goes
  record Drip(At at, String octets, Duration pause) implements Last {}
}
