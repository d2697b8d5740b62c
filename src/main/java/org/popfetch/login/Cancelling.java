package org.popfetch.login;

import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// Gives up a SASL exchange that went where its mechanism does not go, by `*` (RFC 5034 §4).
///
/// @param astray the server's challenge that nobody can answer
record Cancelling(Reply.Challenge astray) implements Exchange {
  @Override
  public Command say() {
    return new Command.AuthResponse(new Secret("*"));
  }

  @Override
  public Next hear(Reply reply) {
    return new Next.Astray(astray);
  }

  @Override
  public boolean showsCredentials() {
    return false;
  }
}
