package org.popfetch.login;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// The mechanisms that Java brings: DIGEST-MD5 (RFC 2831), for which the server proves itself as
/// well, and GSSAPI (RFC 4752), which takes its ticket from the user's credential cache and asks
/// the Kerberos server for another one.
sealed interface JavaSasl extends Exchange {
  static Exchange begin(Mechanism mechanism, Credentials credentials, Channel channel) {
    return new Begin(mechanism, credentials, channel);
  }

  /// The command: these mechanisms say nothing with it, or more than fits the line.
  record Begin(Mechanism mechanism, Credentials credentials, Channel channel) implements JavaSasl {
    @Override
    public Command say() {
      return new Command.Auth(Offer.saslName(mechanism), Optional.empty());
    }

    @Override
    public Next hear(Reply reply) {
      return challenged(reply, this::evaluated);
    }

    private Next evaluated(Reply.Challenge challenge) {
      try {
        return switch (mechanism.proof()) {
          case TICKET -> Tickets.with(() -> begun(challenge));
          case PASSWORD, TOKEN, CERTIFICATE -> begun(challenge);
        };
      } catch (SaslException e) {
        return broken(mechanism, e);
      }
    }

    private Next begun(Reply.Challenge challenge) throws SaslException {
      return JavaSasl.evaluated(mechanism, client(), challenge);
    }

    private SaslClient client() throws SaslException {
      String name = Offer.saslName(mechanism);
      @Nullable SaslClient client =
          Sasl.createSaslClient(
              new String[] {name}, null, "pop", channel.host(), Map.of(), this::answer);
      if (client == null) {
        throw new SaslException("this Java has no " + name);
      }
      return client;
    }

    private void answer(Callback[] questions) throws UnsupportedCallbackException {
      for (Callback question : questions) {
        switch (question) {
          case NameCallback name -> name.setName(credentials.user());
          case PasswordCallback password ->
              password.setPassword(credentials.password().reveal().toCharArray());
          case RealmCallback realm -> realm.setText(realm.getDefaultText());
          // Of several realms the first one is as good as any.
          case RealmChoiceCallback realms -> realms.setSelectedIndex(realms.getDefaultChoice());
          default -> throw new UnsupportedCallbackException(question);
        }
      }
    }

    @Override
    public boolean showsCredentials() {
      return false;
    }
  }

  /// The answer to a challenge.
  record Answer(Mechanism mechanism, SaslClient client, Secret message) implements JavaSasl {
    @Override
    public Command say() {
      return new Command.AuthResponse(message);
    }

    @Override
    public Next hear(Reply reply) {
      return switch (reply) {
        case Reply.Challenge challenge when !client.isComplete() ->
            evaluated(mechanism, client, challenge);
        case Reply.Ok ok when !client.isComplete() -> new Next.Astray(ok);
        case Reply.Challenge _, Reply.Ok _, Reply.Err _, Reply.Unintelligible _ -> end(reply);
      };
    }

    @Override
    public boolean isLast() {
      return client.isComplete();
    }

    @Override
    public boolean showsCredentials() {
      return true;
    }
  }

  private static Next evaluated(Mechanism mechanism, SaslClient client, Reply.Challenge challenge) {
    Optional<byte[]> said = Base64Text.in(challenge);
    if (said.isEmpty()) {
      return new Next.Go(new Cancelling(challenge));
    }
    try {
      byte @Nullable [] answer = client.evaluateChallenge(named(mechanism, said.get()));
      Secret message = Base64Text.of(answer == null ? new byte[0] : answer);
      return new Next.Go(new Answer(mechanism, client, message));
    } catch (SaslException e) {
      return broken(mechanism, e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Java's own parser of DIGEST-MD5 stumbles over some challenges.
      return broken(mechanism, new SaslException("unreadable challenge", e));
    }
  }

  /// Without a realm that is empty, which many servers of DIGEST-MD5 have and Java's client fails
  /// at. To both it is the same as none (RFC 2831 §2.1.2).
  private static byte[] named(Mechanism mechanism, byte[] challenge) {
    return mechanism == Mechanism.DIGEST_MD5
        ? new String(challenge, ISO_8859_1)
            .replaceFirst("(^|,)\\s*realm=\"\"\\s*,", "$1")
            .getBytes(ISO_8859_1)
        : challenge;
  }

  private static Next broken(Mechanism mechanism, SaslException e) {
    return new Next.Broken(
        switch (mechanism.proof()) {
          case TICKET ->
              new Failure(
                  Kind.NO_PASSWORD,
                  "logging in by Kerberos",
                  told(e),
                  "get one by kinit(1); klist(1) shows those that there are");
          case PASSWORD, TOKEN, CERTIFICATE ->
              new Failure(
                  Kind.PROTOCOL,
                  "logging in",
                  "the server's half of " + Offer.saslName(mechanism) + " is wrong: " + told(e),
                  "");
        });
  }

  /// With the message of the first cause, which is the one that says something.
  private static String told(SaslException e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String all = e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + first.getMessage();
    return new ServerText(Credentials.octets(String.valueOf(all))).toString();
  }
}
