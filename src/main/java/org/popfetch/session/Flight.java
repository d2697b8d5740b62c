package org.popfetch.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.login.Exchange;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Bare;

/// What is said behind one step of a login before that is answered.
///
/// @param foreseen the next step, which does not depend on the answer
/// @param ahead commands for afterwards
record Flight(Optional<Command> foreseen, List<Command> ahead) {
  static final Flight NONE = new Flight(Optional.empty(), List.of());

  /// What may follow a step. A step that is foreseen needs a server that was seen to hear ahead:
  /// one that drops it waits for it, and so do we.
  static Flight behind(Exchange step, Acquaintance.Ahead known) {
    if (step.isLast()) {
      return new Flight(Optional.empty(), ahead(known));
    }
    return switch (known) {
      case HEARD ->
          step.foreseen()
              .map(next -> new Flight(Optional.of(next.say()), ahead(known)))
              .orElse(NONE);
      case UNKNOWN, LOST -> NONE;
    };
  }

  private static List<Command> ahead(Acquaintance.Ahead known) {
    return switch (known) {
      case HEARD -> List.of(Bare.CAPA, Bare.UIDL, Bare.LIST);
      case UNKNOWN -> List.of(Bare.CAPA);
      case LOST -> List.of();
    };
  }

  /// All of it, in order.
  List<Command> said() {
    return foreseen
        .map(next -> Stream.concat(Stream.of(next), ahead.stream()).toList())
        .orElse(ahead);
  }

  boolean isNone() {
    return foreseen.isEmpty() && ahead.isEmpty();
  }

  /// Whether this step was said already.
  boolean foretold(Command step) {
    return foreseen.filter(next -> next.line().equals(step.line())).isPresent();
  }

  /// What is left when the foreseen step is what the server took it for.
  Flight rest() {
    return new Flight(Optional.empty(), ahead);
  }
}
