package org.popfetch.faults.server;

import java.util.function.UnaryOperator;

/// What goes wrong with the answer to a command. Faults of the same moment add up.
public sealed interface Fault {

  /// How an answer ends before its time.
  enum Ending {
    /// The connection is closed; over TLS without close_notify.
    FIN,
    /// The connection is closed with TLS's own farewell (RFC 8446 §6.1).
    CLOSE_NOTIFY,
    /// The connection is reset.
    RESET,
    /// Nothing more comes until [FaultServer#release].
    SILENCE,
    /// The rest comes, an octet every 50 ms.
    TRICKLE
  }

  /// These octets come instead of the answer, and the command has no effect.
  record Says(String octets) implements Fault {}

  /// The answer comes, and these octets behind it in the same packet.
  record Adds(String octets) implements Fault {}

  /// The command has its effect, and the answer is not what it should be.
  record Alters(UnaryOperator<String> answer) implements Fault {}

  /// Lines that begin with a dot are sent as they are, against RFC 1939 §3.
  record DoesNotStuff() implements Fault {}

  /// The answer ends after so many octets.
  record Breaks(int after, Ending ending) implements Fault {}

  /// The answer comes, and then these octets over and over until the client has enough.
  record Floods(String octets) implements Fault {}

  /// A refusal.
  static Fault refuses(String words) {
    return new Says("-ERR " + words + "\r\n");
  }

  /// The answer is lost on its way.
  static Fault losesTheAnswer() {
    return new Alters(_ -> "");
  }
}
