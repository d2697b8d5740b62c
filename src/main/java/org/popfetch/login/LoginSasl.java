package org.popfetch.login;

import java.util.Optional;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// SASL LOGIN, which was never standardised: the server asks twice, in words of its own, for the
/// name and then for the password.
sealed interface LoginSasl extends Exchange {
  /// The command.
  record Begin(Credentials credentials) implements LoginSasl {
    @Override
    public Command say() {
      return new Command.Auth("LOGIN", Optional.empty());
    }

    @Override
    public Next hear(Reply reply) {
      return challenged(reply, new Name(credentials));
    }

    @Override
    public boolean showsCredentials() {
      return false;
    }
  }

  /// The answer to the first challenge.
  record Name(Credentials credentials) implements LoginSasl {
    @Override
    public Command say() {
      return new Command.AuthResponse(Base64Text.of(credentials.user()));
    }

    @Override
    public Next hear(Reply reply) {
      return challenged(reply, new Password(credentials));
    }

    @Override
    public boolean showsCredentials() {
      return true;
    }
  }

  /// The answer to the second.
  record Password(Credentials credentials) implements LoginSasl {
    @Override
    public Command say() {
      return new Command.AuthResponse(Base64Text.of(credentials.password().reveal()));
    }

    @Override
    public Next hear(Reply reply) {
      return end(reply);
    }

    @Override
    public boolean isLast() {
      return true;
    }

    @Override
    public boolean showsCredentials() {
      return true;
    }
  }

  /// A challenge leads on; an early `+OK` logs nobody in.
  default Next challenged(Reply reply, Exchange then) {
    return switch (reply) {
      case Reply.Challenge _ -> new Next.Go(then);
      case Reply.Ok ok -> new Next.Astray(ok);
      case Reply.Err _, Reply.Unintelligible _ -> end(reply);
    };
  }
}
