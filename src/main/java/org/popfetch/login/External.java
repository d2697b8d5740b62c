package org.popfetch.login;

import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// SASL EXTERNAL (RFC 4422 appendix A): who it is was shown in the TLS handshake; the message says
/// whose mailbox is wanted, so that a certificate of somebody else's opens none.
record External(Secret user) implements Closing {
  static Exchange begin(Credentials credentials) {
    return Beginning.of("EXTERNAL", new External(Base64Text.of(credentials.user())));
  }

  @Override
  public Command say() {
    return new Command.AuthResponse(user);
  }

  @Override
  public boolean repeatsAfter(Reply.Challenge challenge) {
    return true;
  }

  /// What it shows, another mechanism does not show again.
  @Override
  public boolean showsCredentials() {
    return false;
  }
}
