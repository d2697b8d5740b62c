package org.popfetch.session;

import java.time.Duration;
import java.util.Set;
import org.popfetch.pop3.Command;

/// How long to wait for the first line of an answer: the account's timeout, and more where servers
/// have to work before they can say anything.
record Patience(Duration timeout) {
  private static final int LISTING_OR_MESSAGE = 5;
  private static final int EXPUNGE = 10;

  Duration answerTo(Command command) {
    return switch (command) {
      case Command.Retr _, Command.Top _, Command.ListOne _, Command.UidlOne _ ->
          times(LISTING_OR_MESSAGE);
      case Command.Bare bare ->
          switch (bare) {
            case LIST, UIDL -> times(LISTING_OR_MESSAGE);
            case CAPA, STLS, STAT, NOOP, RSET, QUIT -> timeout;
          };
      case Command.Dele _,
          Command.User _,
          Command.Pass _,
          Command.Apop _,
          Command.Auth _,
          Command.AuthResponse _ ->
          timeout;
      case Command.Typed typed -> toTyped(typed);
      case Command.MessageLine _ -> times(LISTING_OR_MESSAGE);
    };
  }

  private Duration toTyped(Command.Typed typed) {
    return Set.of("LIST", "UIDL", "RETR", "TOP").contains(typed.verb())
        ? times(LISTING_OR_MESSAGE)
        : timeout;
  }

  /// Servers delete at `QUIT`, and some rewrite a whole mbox for it.
  Duration answerToQuitAfterDeletions() {
    return times(EXPUNGE);
  }

  /// [Duration#multipliedBy] computes with numbers of any length, which a short run has no time
  /// for.
  private Duration times(int factor) {
    return Duration.ofMillis(timeout.toMillis() * factor);
  }
}
