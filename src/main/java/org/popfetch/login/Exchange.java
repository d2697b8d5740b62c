package org.popfetch.login;

import java.util.Optional;
import java.util.function.Function;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// A mechanism's half of the conversation, at one point of it: what to say now, and what follows
/// from the answer.
public sealed interface Exchange
    permits UserPass,
        Apop,
        Beginning,
        LoginSasl,
        CramMd5,
        Scram,
        Bearer,
        JavaSasl,
        Declined,
        Closing,
        Cancelling {
  /// The beginning of an exchange.
  ///
  /// @param atOnce whether XOAUTH2 may say its message with the command
  /// @throws Failed when the mechanism cannot carry the credentials
  static Exchange begin(Mechanism mechanism, Credentials credentials, Offer offer, boolean atOnce)
      throws Failed {
    return switch (mechanism) {
      case USER -> new UserPass.User(credentials);
      case APOP -> new Apop(credentials, offer.timestamp().orElse(""));
      case PLAIN -> Plain.begin(credentials);
      case LOGIN -> LoginSasl.begin(credentials);
      case CRAM_MD5 -> new CramMd5.Begin(credentials);
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS, SCRAM_SHA_256, SCRAM_SHA_1 ->
          Scram.begin(mechanism, credentials, offer);
      case OAUTHBEARER -> Bearer.oauthbearer(credentials, offer.channel());
      case XOAUTH2 -> Bearer.xoauth2(credentials, atOnce);
      case EXTERNAL -> External.begin(credentials);
      case GSSAPI, DIGEST_MD5 -> JavaSasl.begin(mechanism, credentials, offer.channel());
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

  /// What is said next whatever the answer to [#say] holds, as long as it leads on: it may follow
  /// before that answer is there. What it would be good for is checked all the same, before
  /// anything depends on it.
  default Optional<Exchange> foreseen() {
    return Optional.empty();
  }

  /// Whether the server asks by this challenge for what it was told with the command already,
  /// because it knows no initial responses (RFC 5034 §4).
  default boolean repeatsAfter(Reply.Challenge challenge) {
    return challenge.text().isEmpty();
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
    /// @param reason what it said before in the words of the mechanism, quoted; empty if nothing
    record Refused(Reply.Err reply, boolean aboutCredentials, String reason) implements Next {
      public Refused(Reply.Err reply, boolean aboutCredentials) {
        this(reply, aboutCredentials, "");
      }
    }

    /// It cannot go on: the server, or what the mechanism needs here, is not in order.
    record Broken(Failure failure) implements Next {}

    /// The server said something that the mechanism does not allow.
    record Astray(Reply reply) implements Next {}
  }

  /// What follows where only a challenge leads on: an early `+OK` logs nobody in.
  default Next challenged(Reply reply, Function<Reply.Challenge, Next> then) {
    return switch (reply) {
      case Reply.Challenge challenge -> then.apply(challenge);
      case Reply.Ok ok -> new Next.Astray(ok);
      case Reply.Err _, Reply.Unintelligible _ -> end(reply);
    };
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
