package org.popfetch.login;

import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// The server has said no in the mechanism's own words, and says it in POP3's once it is answered.
///
/// @param answer the mechanism's
/// @param reason the server's, harmless
/// @param showsCredentials whether it had seen something of them by then
record Declined(Secret answer, String reason, boolean showsCredentials) implements Exchange {
  @Override
  public Command say() {
    return new Command.AuthResponse(answer);
  }

  @Override
  public Next hear(Reply reply) {
    return switch (reply) {
      case Reply.Err err -> new Next.Refused(err, showsCredentials, reason);
      case Reply.Ok _, Reply.Challenge _, Reply.Unintelligible _ -> new Next.Astray(reply);
    };
  }
}
