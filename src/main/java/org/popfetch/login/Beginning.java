package org.popfetch.login;

import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// The beginning of a SASL exchange in which the client speaks first. Its first message goes with
/// the command, unless that would make the line longer than 255 octets (RFC 5034 §4).
sealed interface Beginning extends Exchange {
  /// The longest command line, in octets, CRLF included.
  int LINE = 255;

  /// @param first what says the first message, as an answer to an empty challenge
  static Exchange of(String mechanism, Exchange first) {
    String message = first.say().line();
    var command =
        new Command.Auth(mechanism, Optional.of(new Secret(message.isEmpty() ? "=" : message)));
    return command.line().length() + 2 <= LINE
        ? new AtOnce(command, first)
        : new Alone(mechanism, first);
  }

  /// Command and message in one line.
  record AtOnce(Command.Auth command, Exchange first) implements Beginning {
    @Override
    public Command say() {
      return command;
    }

    /// A server that knows no initial responses asks for the message nevertheless.
    @Override
    public Next hear(Reply reply) {
      return reply instanceof Reply.Challenge challenge && first.repeatsAfter(challenge)
          ? new Next.Go(first)
          : first.hear(reply);
    }

    @Override
    public boolean isLast() {
      return first.isLast();
    }

    @Override
    public boolean showsCredentials() {
      return first.showsCredentials();
    }
  }

  /// The command alone, for servers that want it so, or where the message does not fit.
  record Alone(String mechanism, Exchange first) implements Beginning {
    @Override
    public Command say() {
      return new Command.Auth(mechanism, Optional.empty());
    }

    @Override
    public Next hear(Reply reply) {
      return challenged(reply, _ -> new Next.Go(first));
    }

    @Override
    public boolean showsCredentials() {
      return false;
    }
  }
}
