package org.popfetch.login;

import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// A mechanism's half of the conversation, at one point of it: what to say now, and what follows
/// from the answer.
public sealed interface Exchange permits UserPass, Apop, Plain, LoginSasl, CramMd5, Cancelling {
  /// The beginning of an exchange.
  ///
  /// @param timestamp the greeting's, for `APOP`; empty when there is none
  static Exchange begin(Mechanism mechanism, Credentials credentials, String timestamp) {
    return switch (mechanism) {
      case USER -> new UserPass.User(credentials);
      case APOP -> new Apop(credentials, timestamp);
      case PLAIN -> Plain.begin(credentials);
      case LOGIN -> new LoginSasl.Begin(credentials);
      case CRAM_MD5 -> new CramMd5.Begin(credentials);
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS, SCRAM_SHA_256, SCRAM_SHA_1 ->
          throw new UnsupportedOperationException(mechanism.key());
      case OAUTHBEARER, XOAUTH2, EXTERNAL, GSSAPI, DIGEST_MD5 ->
          throw new UnsupportedOperationException(mechanism.key());
    };
  }

  /// What the client says now.
  Command say();

  /// What follows from the server's answer to it.
  Next hear(Reply reply);

  /// Whether the server learns something of the credentials from [#say] that a refusal is about.
  boolean showsCredentials();

  /// Whether a positive answer to [#say] logs in, and is to be expected: then commands for
  /// afterwards may follow it before it is answered.
  default boolean isLast() {
    return false;
  }

  /// What follows from an answer.
  sealed interface Next {
    /// The conversation goes on.
    record Go(Exchange exchange) implements Next {}

    /// Logged in.
    record LoggedIn() implements Next {}

    /// The server said no.
    ///
    /// @param aboutCredentials whether it may have been to the credentials, rather than to the
    ///   mechanism
    record Refused(Reply.Err reply, boolean aboutCredentials) implements Next {}

    /// The server said something that the mechanism does not allow.
    record Astray(Reply reply) implements Next {}
  }

  /// What every mechanism makes of the last answer.
  default Next end(Reply reply) {
    return switch (reply) {
      case Reply.Ok _ -> new Next.LoggedIn();
      case Reply.Err err -> new Next.Refused(err, showsCredentials());
      case Reply.Challenge challenge -> new Next.Go(new Cancelling(challenge));
      case Reply.Unintelligible odd -> new Next.Astray(odd);
    };
  }
}
