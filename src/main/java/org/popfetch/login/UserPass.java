package org.popfetch.login;

import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// `USER` and `PASS` (RFC 1939 §7), in UTF-8 (RFC 6856 §2.2).
sealed interface UserPass extends Exchange {
  /// The name. A refusal may mean that the server wants another mechanism, or does not know the
  /// name; no password has been tried.
  record User(Credentials credentials) implements UserPass {
    @Override
    public Command say() {
      return new Command.User(credentials.userOctets());
    }

    @Override
    public Next hear(Reply reply) {
      return reply instanceof Reply.Ok ? new Next.Go(new Pass(credentials)) : end(reply);
    }

    @Override
    public boolean showsCredentials() {
      return false;
    }
  }

  /// The password.
  record Pass(Credentials credentials) implements UserPass, Closing {
    @Override
    public Command say() {
      return new Command.Pass(credentials.passwordOctets());
    }
  }
}
