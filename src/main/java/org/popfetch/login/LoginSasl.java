package org.popfetch.login;

import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// SASL LOGIN, which was never standardised: the server asks twice, in words of its own, for the
/// name and then for the password.
sealed interface LoginSasl extends Exchange {
  static Exchange begin(Credentials credentials) {
    return new Beginning.Alone("LOGIN", new Name(credentials));
  }

  /// The answer to the first challenge.
  record Name(Credentials credentials) implements LoginSasl {
    @Override
    public Command say() {
      return new Command.AuthResponse(Base64Text.of(credentials.user()));
    }

    @Override
    public Next hear(Reply reply) {
      return challenged(reply, _ -> new Next.Go(new Password(credentials)));
    }

    @Override
    public boolean showsCredentials() {
      return true;
    }
  }

  /// The answer to the second.
  record Password(Credentials credentials) implements LoginSasl, Closing {
    @Override
    public Command say() {
      return new Command.AuthResponse(Base64Text.of(credentials.password().reveal()));
    }
  }
}
