package org.popfetch.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;

/// SASL PLAIN (RFC 4616). The initial response goes with the command, unless that would make the
/// line longer than 255 octets (RFC 5034 §4).
sealed interface Plain extends Exchange {
  /// The longest command line, in octets, CRLF included.
  int LINE = 255;

  static Plain begin(Credentials credentials) {
    Secret message = message(credentials);
    var atOnce = new Command.Auth("PLAIN", Optional.of(message));
    return atOnce.line().length() + 2 <= LINE ? new AtOnce(message) : new Begin(message);
  }

  /// `authzid NUL authcid NUL passwd`, the first one empty.
  private static Secret message(Credentials credentials) {
    String text = '\0' + credentials.user() + '\0' + credentials.password().reveal();
    return new Secret(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Command and message in one line.
  record AtOnce(Secret message) implements Plain {
    @Override
    public Command say() {
      return new Command.Auth("PLAIN", Optional.of(message));
    }

    /// A server that knows no initial responses asks for the message nevertheless.
    @Override
    public Next hear(Reply reply) {
      return reply instanceof Reply.Challenge ? new Next.Go(new Message(message)) : end(reply);
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

  /// The command alone.
  record Begin(Secret message) implements Plain {
    @Override
    public Command say() {
      return new Command.Auth("PLAIN", Optional.empty());
    }

    @Override
    public Next hear(Reply reply) {
      return switch (reply) {
        case Reply.Challenge _ -> new Next.Go(new Message(message));
        case Reply.Ok ok -> new Next.Astray(ok);
        case Reply.Err _, Reply.Unintelligible _ -> end(reply);
      };
    }

    @Override
    public boolean showsCredentials() {
      return false;
    }
  }

  /// The message alone.
  record Message(Secret message) implements Plain {
    @Override
    public Command say() {
      return new Command.AuthResponse(message);
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
}
