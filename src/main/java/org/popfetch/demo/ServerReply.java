package org.popfetch.demo;

import java.util.List;

/// What a state answers to a line, before it is octets.
sealed interface ServerReply {

  /// One line, positive, negative or a challenge.
  record Status(String line) implements ServerReply {}

  /// A status line and a list that ends in a line with a dot.
  record Listing(String line, List<String> lines) implements ServerReply {
    public Listing {
      lines = List.copyOf(lines);
    }
  }

  /// A status line and a message.
  ///
  /// @param bodyLines how many lines of the body at most (TOP, RFC 1939 §7); [#WHOLE] for all
  record Content(String line, DemoMessage message, long bodyLines) implements ServerReply {
    static final long WHOLE = Long.MAX_VALUE;
  }

  /// A positive status line behind which TLS begins (RFC 2595 §4).
  record BeginTls(String line) implements ServerReply {}

  /// The last line of the session.
  record Goodbye(String line) implements ServerReply {}

  static ServerReply ok(String text) {
    return new Status("+OK " + text);
  }

  static ServerReply err(String text) {
    return new Status("-ERR " + text);
  }
}
