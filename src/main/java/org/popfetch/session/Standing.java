package org.popfetch.session;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Typed;
import org.popfetch.pop3.Reply;
import org.popfetch.session.Conversation.Expecting;
import org.popfetch.session.Conversation.State;

/// Where a session stands that somebody leads by hand: its state, what is marked as deleted, what
/// the next line will be taken for. Follows what is said and answered; knows no connection.
final class Standing {
  private State state = State.CLOSED;
  private Expecting expecting = Expecting.COMMAND;
  private final NavigableSet<Integer> marked = new TreeSet<>();
  private Optional<Typed> unfinished = Optional.empty();
  private boolean bodyDue;

  State state() {
    return state;
  }

  Expecting expecting() {
    return expecting;
  }

  /// The numbers of the messages that are marked as deleted.
  SortedSet<Integer> marked() {
    return Collections.unmodifiableSortedSet(marked);
  }

  /// Whether a command may be said now.
  boolean isFree() {
    return expecting == Expecting.COMMAND && !bodyDue;
  }

  /// Whether lines follow the last answer.
  boolean isBodyDue() {
    return bodyDue;
  }

  /// The command that the last answer was to, and that a challenge or a body belongs to.
  Typed unfinished() {
    return unfinished.orElseThrow();
  }

  void opened() {
    state = State.AUTHORIZATION;
  }

  void loggedIn() {
    state = State.TRANSACTION;
  }

  void closed() {
    state = State.CLOSED;
  }

  /// The lines that followed an answer were taken.
  void bodyTaken() {
    bodyDue = false;
  }

  /// The last line of a message was said.
  void transmitted() {
    expecting = Expecting.COMMAND;
  }

  /// An answer came, be it to the command or to what went on behind it.
  void answered(Typed command, Reply reply) {
    boolean ok = reply instanceof Reply.Ok;
    expecting = Expecting.COMMAND;
    if (reply instanceof Reply.Challenge) {
      expecting = Expecting.SASL_RESPONSE;
    } else if (ok && isTransmission(command)) {
      expecting = Expecting.MESSAGE_LINE;
    }
    unfinished = Optional.of(command);
    bodyDue = ok && command.answer() != Command.Answer.STATUS;
    if (ok) {
      follow(command);
    }
  }

  private static boolean isTransmission(Typed command) {
    return command.verb().equals("XTND")
        && command.arguments().stream().limit(1).anyMatch("XMIT"::equalsIgnoreCase);
  }

  private void follow(Typed command) {
    switch (command.verb()) {
      case "DELE" -> command.number().ifPresent(marked::add);
      case "RSET" -> marked.clear();
      case "QUIT" -> state = state == State.TRANSACTION ? State.UPDATE : State.CLOSED;
      default -> {
        if (state == State.AUTHORIZATION && command.logsIn()) {
          state = State.TRANSACTION;
        }
      }
    }
  }
}
