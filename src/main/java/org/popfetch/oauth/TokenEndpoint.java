package org.popfetch.oauth;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.popfetch.account.OAuth;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// Gets tokens (RFC 6749 §3.2).
///
/// @param clock tells until when what is given is good
record TokenEndpoint(OAuth client, Clock clock) {
  /// A token for what a person has allowed, or for an old token.
  ///
  /// @param form the grant, and what belongs to it
  Token get(Form form, Trouble trouble) throws Failed {
    Answer answer = ask(form, trouble);
    if (!answer.isOk()) {
      throw refusal(answer, form, trouble);
    }
    return token(answer, trouble);
  }

  Answer ask(Form form, Trouble trouble) throws Failed {
    return new Endpoint(client.server().token()).post(form.of(client), trouble);
  }

  Token token(Answer answer, Trouble trouble) throws Failed {
    Optional<String> access = answer.word("access_token");
    if (access.isEmpty()) {
      throw trouble.odd(client.server().token(), "without an access token");
    }
    Optional<String> type = answer.shown("token_type");
    if (type.filter(one -> !one.equalsIgnoreCase("Bearer")).isPresent()) {
      throw trouble.odd(
          client.server().token(), "with a token of type \"" + type.get() + "\", not Bearer");
    }
    OptionalLong seconds = answer.seconds("expires_in");
    return new Token(
        new Secret(access.get()),
        seconds.isEmpty()
            ? Optional.empty()
            : Optional.of(clock.instant().plusSeconds(seconds.getAsLong())),
        answer.word("refresh_token").map(Secret::new),
        answer.shown("scope"));
  }

  Failed refusal(Answer answer, Form form, Trouble trouble) {
    Answer shown = answer.to(form);
    return shown.error().isEmpty()
        ? trouble.odd(client.server().token(), "HTTP " + answer.status())
        : trouble.error(shown.error(), shown.description());
  }
}
