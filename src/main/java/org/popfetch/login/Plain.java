package org.popfetch.login;

import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// SASL PLAIN (RFC 4616): its only message.
record Plain(Secret message) implements Closing {
  static Exchange begin(Credentials credentials) {
    // `authzid NUL authcid NUL passwd`, the first one empty.
    String text = '\0' + credentials.user() + '\0' + credentials.password().reveal();
    return Beginning.of("PLAIN", new Plain(Base64Text.of(text)));
  }

  @Override
  public Command say() {
    return new Command.AuthResponse(message);
  }

  /// Whatever a server asks before it has seen the message, it is for the message.
  @Override
  public boolean repeatsAfter(Reply.Challenge challenge) {
    return true;
  }
}
