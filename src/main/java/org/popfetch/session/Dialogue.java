package org.popfetch.session;

import java.time.Duration;
import java.util.List;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;
import org.popfetch.wire.MessageStream;

/// Commands and replies over a connection, one of each, with failures that say what was being done.
/// Knows no states and no order.
final class Dialogue {
  private final Connection connection;
  private final Patience patience;

  Dialogue(Connection connection) {
    this.connection = connection;
    this.patience = new Patience(connection.endpoint().timeout());
  }

  Connection connection() {
    return connection;
  }

  Patience patience() {
    return patience;
  }

  /// Says one thing and hears the answer, in lock-step.
  Reply ask(Command command) throws Failed {
    return ask(command, List.of());
  }

  /// Says one thing, and more behind it in the same flight, and hears the answer to the first.
  Reply ask(Command command, List<Command> ahead) throws Failed {
    demandSilence(command);
    say(command);
    for (Command one : ahead) {
      say(one);
    }
    flush(command);
    return hear(command);
  }

  Reply hear(Command command) throws Failed {
    return hear(command, patience.answerTo(command));
  }

  /// Fails when the server has said something that answers nothing. To be asked while nothing is
  /// unanswered.
  void demandSilence(Command next) throws Failed {
    try {
      if (connection.hasUnread()) {
        ServerText surplus = connection.statusLine(patience.timeout());
        throw new Failed(
            Kind.PROTOCOL,
            "waiting to go on",
            "the server said something that answers no command: \"" + surplus + '"',
            "what was fetched last may be incomplete and does not count");
      }
    } catch (Failed e) {
      throw during(next, e);
    }
  }

  /// Says something; it leaves with the next [#flush].
  void say(Command command) throws Failed {
    try {
      connection.write(command);
    } catch (Failed e) {
      throw during(command, e);
    }
  }

  void flush(Command doing) throws Failed {
    try {
      connection.flush();
    } catch (Failed e) {
      throw during(doing, e);
    }
  }

  /// The first line of the answer to a command.
  ///
  /// @return anything but [Reply.Unintelligible], which is a failure
  Reply hear(Command command, Duration patience) throws Failed {
    Reply reply;
    try {
      reply = Reply.parse(connection.statusLine(patience).latin1());
    } catch (Failed e) {
      throw during(command, e);
    }
    if (reply instanceof Reply.Unintelligible(ServerText text)) {
      throw noReply(command, '"' + text.toString() + '"');
    }
    return reply;
  }

  /// What to throw when a reply is none that the command can have.
  static Failed noReply(Command command, String said) {
    return new Failed(
        Kind.PROTOCOL,
        Doing.of(command),
        "the server answered " + said + ", which is no answer to " + command.masked(),
        "");
  }

  /// Hands out the lines of a positive answer to `command` as they come.
  void listing(Command command, int most, OctetTaker taker) throws Failed {
    try {
      connection.listing(most, taker);
    } catch (Failed e) {
      throw during(command, e);
    }
  }

  MessageStream message() {
    return connection.message();
  }

  static Failed during(Command command, Failed e) {
    return new Failed(e.failure().whileDoing(Doing.of(command)), e);
  }
}
