package org.popfetch.session;

import java.io.IOException;
import java.io.OutputStream;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;

/// The server's turn: what it said to one command.
public sealed interface Turn {
  /// The command that this answers.
  Command command();

  /// A status line and nothing more: every answer to a command without a body, and the refusal of
  /// one with.
  record Answer(Command command, Reply reply) implements Turn {}

  /// A positive answer with a body that has not been read yet. It must be drained, or the
  /// transaction closed, before the next turn.
  record Body(Command command, Reply.Ok reply, Content content) implements Turn {}

  /// A message on its way. Usable once.
  @FunctionalInterface
  interface Content {
    /// Passes the message on, dot-unstuffed, with the line ends as they came, up to its terminating
    /// line, in pieces as they arrive.
    ///
    /// @return its size in octets, the terminating line not counted
    /// @throws Failed when the connection ended, broke or fell silent before the terminating line
    /// @throws IOException only when `out` threw it; the rest of the message is then still unread
    long drainTo(OutputStream out) throws Failed, IOException;
  }
}
