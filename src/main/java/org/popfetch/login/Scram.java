package org.popfetch.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// SASL SCRAM (RFC 5802, RFC 7677): both sides prove that they know the password, and neither says
/// it. The messages are made and checked by ongres' library; here is their order, and what a
/// deviation means.
///
/// Where the channel could be bound to but the server does not offer that, the first message says
/// so (flag `y`, RFC 5802 §6): a server that did offer it, to somebody in between who left that
/// out, refuses.
sealed interface Scram extends Exchange {
  /// Fewer iterations would give an eavesdropper an easy guess (RFC 7677 §4).
  int LEAST_ITERATIONS = 4096;

  /// More would keep us busy for longer than a minute: no server's own choice.
  int MOST_ITERATIONS = 10_000_000;

  /// The server's messages.
  enum Expected {
    /// What the library can read (RFC 5802 §7); on attributes without a value it stumbles.
    FIRST(
        "r=[!-+\\--~]+,s=[A-Za-z0-9+/]+=*,i=[1-9][0-9]{0,8}(,.*)?",
        "its first message is none of SCRAM",
        "it logged in without asking for a proof"),

    /// Likewise, at the end.
    FINAL(
        "v=[A-Za-z0-9+/]+=*(,.*)?",
        "its last message is none of SCRAM",
        "it logged in without a signature");

    private final Pattern shape;
    private final String odd;
    private final String missing;

    Expected(String shape, String odd, String missing) {
      this.shape = Pattern.compile(shape);
      this.odd = odd;
      this.missing = missing;
    }
  }

  /// @throws Failed `CONFIG` for a name that SASLprep does not allow
  static Exchange begin(Mechanism mechanism, Credentials credentials, Offer offer) throws Failed {
    return begin(mechanism, credentials, offer, Optional.empty());
  }

  /// @param nonce the client's, where it is not to be a random one
  static Exchange begin(
      Mechanism mechanism, Credentials credentials, Offer offer, Optional<Supplier<String>> nonce)
      throws Failed {
    String name = Offer.saslName(mechanism);
    var builder =
        ScramClient.builder()
            .advertisedMechanisms(List.of(name, name.replace("-PLUS", "")))
            .username(credentials.user())
            .password(credentials.password().reveal().toCharArray())
            // SASLprep; what that does not allow, as it is: so do servers that do not prepare.
            .stringPreparation(StringPreparation.POSTGRESQL_PREPARATION);
    nonce.ifPresent(builder::nonceSupplier);
    if (name.endsWith("-PLUS") || !offer.binds()) {
      offer
          .channel()
          .binding()
          .ifPresent(binding -> builder.channelBinding(binding.type(), binding.data()));
    }
    try {
      ScramClient client = builder.build();
      Secret message = Base64Text.of(client.clientFirstMessage().toString());
      return Beginning.of(name, new First(client, message));
    } catch (IllegalArgumentException notPrepared) {
      throw new Failed(
          Kind.CONFIG,
          "logging in",
          "user holds a character that " + name + " does not allow (RFC 4013 §2.3)",
          "nothing was sent");
    }
  }

  /// Name and nonce. A refusal is not about the password, of which nothing was shown: the server
  /// may keep none for this user that it could be checked with.
  record First(ScramClient client, Secret message) implements Scram {
    @Override
    public Command say() {
      return new Command.AuthResponse(message);
    }

    @Override
    public Next hear(Reply reply) {
      return heard(reply, Expected.FIRST, this::answered);
    }

    private Next answered(String said) throws ScramException {
      int iterations = client.serverFirstMessage(said).getIterationCount();
      if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
        return unproven("it wants " + iterations + " iterations of the hash");
      }
      Secret proof = Base64Text.of(client.clientFinalMessage().toString());
      return new Next.Go(new Proof(client, proof));
    }

    @Override
    public boolean showsCredentials() {
      return client.getScramMechanism().isPlus();
    }
  }

  /// The proof that the password is known.
  record Proof(ScramClient client, Secret message) implements Scram {
    @Override
    public Command say() {
      return new Command.AuthResponse(message);
    }

    @Override
    public Next hear(Reply reply) {
      return heard(reply, Expected.FINAL, this::checked);
    }

    /// Empty, be the server's signature good or bad, or a refusal (RFC 5802 §7).
    @Override
    public Optional<Exchange> foreseen() {
      return Optional.of(new Proven());
    }

    private Next checked(String said) throws ScramException {
      client.serverFinalMessage(said);
      return new Next.Go(new Proven());
    }

    @Override
    public boolean showsCredentials() {
      return true;
    }
  }

  /// Nothing: POP3 has no place for the server's last message but a challenge, which wants an
  /// answer (RFC 5034 §4).
  record Proven() implements Scram, Closing {
    @Override
    public Command say() {
      return new Command.AuthResponse(new Secret(""));
    }
  }

  /// What follows from a message that has the right shape.
  @FunctionalInterface
  interface Step {
    Next take(String said) throws ScramException;
  }

  default Next heard(Reply reply, Expected expected, Step step) {
    return switch (reply) {
      case Reply.Challenge challenge -> taken(text(challenge), expected, step);
      case Reply.Ok _ -> unproven(expected.missing);
      case Reply.Err _, Reply.Unintelligible _ -> end(reply);
    };
  }

  private Next taken(String said, Expected expected, Step step) {
    if (said.startsWith(ERROR)) {
      return declined(said, showsCredentials());
    }
    if (!expected.shape.matcher(said).matches()) {
      return unproven(expected.odd);
    }
    try {
      return step.take(said);
    } catch (ScramInvalidServerSignatureException e) {
      return unproven("its signature is wrong");
    } catch (ScramException | IllegalArgumentException e) {
      return unproven(expected.odd);
    }
  }

  /// An attribute of a server that refuses (RFC 5802 §7).
  String ERROR = "e=";

  private static Next declined(String said, boolean aboutCredentials) {
    String reason = said.substring(ERROR.length());
    boolean bound = reason.startsWith("channel-bindings-dont") || reason.startsWith("server-does");
    return bound
        ? broken(
            "the server says "
                + quoted(reason)
                + ": it sees another TLS connection or another offer"
                + " than popfetch does")
        : new Next.Go(new Declined(new Secret(""), quoted(reason), aboutCredentials));
  }

  private static Next unproven(String why) {
    return broken("the server did not prove that it knows the password: " + why);
  }

  private static Next broken(String cause) {
    return new Next.Broken(
        new Failure(
            Kind.PROTOCOL,
            "logging in",
            cause,
            "somebody may be in between; the password was not sent, and nothing was fetched"));
  }

  private static String quoted(String text) {
    return '"' + new ServerText(Credentials.octets(text)).toString() + '"';
  }

  /// Empty when it is no base64, which is no message of SCRAM either.
  private static String text(Reply.Challenge challenge) {
    return new String(Base64Text.in(challenge).orElse(new byte[0]), UTF_8);
  }
}
