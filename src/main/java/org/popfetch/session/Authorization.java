package org.popfetch.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Tls;
import org.popfetch.login.Choice;
import org.popfetch.login.Credentials;
import org.popfetch.login.Exchange;
import org.popfetch.login.Exchange.Next;
import org.popfetch.login.Offer;
import org.popfetch.login.Refusal;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;

/// The AUTHORIZATION state (RFC 1939 §4): greeting, capabilities, TLS, login; step by step, and in
/// lock-step.
final class Authorization {
  private static final int MOST_CAPABILITIES = 500;

  private final Account account;
  private final Connection connection;
  private final Dialogue dialogue;
  private final Consumer<String> phases;
  private Capabilities capabilities = Capabilities.NONE;
  private Optional<String> timestamp = Optional.empty();

  Authorization(Account account, Connection connection, Consumer<String> phases) {
    this.account = account;
    this.connection = connection;
    this.dialogue = new Dialogue(connection);
    this.phases = phases;
  }

  /// Goes all the way.
  ///
  /// @return what the server announces once somebody is logged in
  Capabilities logIn(Password password) throws Failed {
    begin();
    protect();
    authenticate(password);
    return announced();
  }

  /// The beginning: TLS when it is implicit, and the greeting.
  ///
  /// @return the greeting
  ServerText begin() throws Failed {
    if (account.tls().mode() == Tls.Mode.IMPLICIT) {
      connection.startTls(account.tls());
    }
    return greet();
  }

  /// Asks what the server can do, and begins TLS when it is wanted by `STLS`.
  void protect() throws Failed {
    announced();
    if (account.tls().mode() == Tls.Mode.STARTTLS) {
      stls();
      // Whatever was said before TLS may have been said by somebody else.
      announced();
    }
  }

  ServerText greet() throws Failed {
    phases.accept("waiting for the greeting");
    ServerText greeting;
    try {
      greeting = connection.greeting();
    } catch (Failed e) {
      throw new Failed(e.failure().whileDoing("waiting for the greeting"), e);
    }
    timestamp =
        switch (Reply.parse(greeting.latin1())) {
          case Reply.Ok ok -> Offer.timestamp(ok.text());
          case Reply.Err err -> throw Refusals.ofSession("being greeted", err);
          case Reply.Challenge _, Reply.Unintelligible _ ->
              throw new Failed(
                  Kind.PROTOCOL,
                  "waiting for the greeting",
                  "the server greeted with \"" + greeting + "\", which is not POP3",
                  "check host and port");
        };
    return greeting;
  }

  /// `CAPA` is optional: a refusal says nothing.
  Capabilities announced() throws Failed {
    capabilities = asked();
    return capabilities;
  }

  private Capabilities asked() throws Failed {
    return switch (dialogue.ask(Bare.CAPA)) {
      case Reply.Ok _ -> {
        List<String> lines = new ArrayList<>();
        dialogue.listing(Bare.CAPA, MOST_CAPABILITIES, lines::add);
        yield Capabilities.parse(lines);
      }
      case Reply.Err _ -> Capabilities.NONE;
      case Reply.Challenge challenge -> throw Dialogue.noReply(Bare.CAPA, quoted(challenge));
      case Reply.Unintelligible odd -> throw Dialogue.noReply(Bare.CAPA, quoted(odd));
    };
  }

  void stls() throws Failed {
    phases.accept("beginning TLS");
    if (capabilities.isKnown() && !capabilities.has("STLS")) {
      throw noTls("the server does not offer STLS on this port (it offers: " + capabilities + ")");
    }
    Reply reply = dialogue.ask(Bare.STLS);
    if (!(reply instanceof Reply.Ok)) {
      throw noTls("the server answered \"" + reply + "\" to STLS");
    }
    connection.startTls(account.tls());
  }

  private static Failed noTls(String cause) {
    return new Failed(
        Kind.TLS,
        Doing.of(Bare.STLS),
        cause,
        "no password was sent; write tls = \"implicit\" if port 995 answers");
  }

  /// What is offered for logging in, as far as it is known by now.
  Offer offer() {
    boolean encrypted = connection.tls().isPresent();
    boolean mayReveal = encrypted || account.isLoopback() || account.allowPlaintext();
    return new Offer(capabilities, timestamp, encrypted, mayReveal);
  }

  /// @return the mechanism that did it
  Mechanism authenticate(Password password) throws Failed {
    phases.accept("logging in");
    Iterator<Mechanism> mechanisms = Choice.of(offer(), account.auth()).iterator();
    Credentials credentials = Credentials.of(account.user(), password.get());
    Mechanism mechanism = mechanisms.next();
    Optional<Next.Refused> refused = attempt(mechanism, credentials);
    while (refused.isPresent()) {
      Next.Refused refusal = refused.get();
      if (!mechanisms.hasNext() || !Refusal.isAboutMechanism(refusal)) {
        throw new Failed(
            Refusal.failure(refusal.reply(), capabilities), new Refused(refusal.reply()));
      }
      mechanism = mechanisms.next();
      refused = attemptAfter(refusal, mechanism, credentials);
    }
    return mechanism;
  }

  /// Another mechanism. A server that hangs up instead has refused, which is more than that it is
  /// gone.
  private Optional<Next.Refused> attemptAfter(
      Next.Refused refusal, Mechanism mechanism, Credentials credentials) throws Failed {
    try {
      return attempt(mechanism, credentials);
    } catch (Failed e) {
      if (e.failure().kind() == Kind.UNREACHABLE && !connection.fellSilent()) {
        throw new Failed(Refusal.failure(refusal, mechanism), e);
      }
      throw e;
    }
  }

  /// One mechanism, to its end; nothing when it logged in.
  private Optional<Next.Refused> attempt(Mechanism mechanism, Credentials credentials)
      throws Failed {
    Exchange exchange = Exchange.begin(mechanism, credentials, timestamp.orElse(""));
    while (true) {
      Command said = exchange.say();
      switch (exchange.hear(dialogue.ask(said))) {
        case Next.Go(Exchange next) -> exchange = next;
        case Next.LoggedIn() -> {
          return Optional.empty();
        }
        case Next.Refused refused -> {
          return Optional.of(refused);
        }
        case Next.Astray(Reply reply) -> throw Dialogue.noReply(said, quoted(reply));
      }
    }
  }

  private static String quoted(Reply reply) {
    return '"' + reply.text().toString() + '"';
  }
}
