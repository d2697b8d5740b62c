package org.popfetch.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Tls;
import org.popfetch.login.Channel;
import org.popfetch.login.ChannelBinding;
import org.popfetch.login.Choice;
import org.popfetch.login.Credentials;
import org.popfetch.login.Exchange;
import org.popfetch.login.Exchange.Next;
import org.popfetch.login.Offer;
import org.popfetch.login.Refusal;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;

/// The AUTHORIZATION state (RFC 1939 §4), from the greeting on: capabilities, TLS, login.
///
/// One thing after the other, but that commands for afterwards follow the end of the login before
/// it is answered, where the server is known to hear them, or announces that it would.
final class Authorization {
  private static final int MOST_CAPABILITIES = 500;

  /// How long a server may take that was asked for its capabilities behind the login for the first
  /// time, once the login is answered.
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Account account;
  private final Connection connection;
  private final Optional<String> timestamp;
  private final Dialogue dialogue;
  private final Acquaintance known;
  private final Consumer<String> phases;
  private Capabilities offers;
  private boolean fresh;
  private @Nullable ChannelBinding binding;

  Authorization(
      Account account, Approach.Arrived arrived, Acquaintance known, Consumer<String> phases) {
    this.account = account;
    this.connection = arrived.connection();
    this.timestamp = arrived.timestamp();
    this.dialogue = new Dialogue(connection);
    this.known = known;
    this.phases = phases;
    this.offers = known.offers();
  }

  /// The way in, behind which a [Transaction] begins.
  ///
  /// @param mechanism that logged in
  /// @param learnt what to remember of the server
  /// @param listing whether `UIDL` and `LIST` were sent already, and wait for their answers
  record Way(Mechanism mechanism, Acquaintance learnt, boolean listing) {}

  /// From the greeting on.
  Way logIn(Password password) throws Failed, AheadLost {
    protect();
    return authenticate(password);
  }

  /// Begins TLS where it is wanted by `STLS`, and asks what the server offers, unless that is
  /// known.
  void protect() throws Failed {
    if (account.server().tls().mode() == Tls.Mode.STARTTLS && connection.tls().isEmpty()) {
      stls();
    }
    if (!offers.isKnown() && !fresh) {
      refresh();
    }
  }

  /// Asks what the server offers now.
  Capabilities refresh() throws Failed {
    offers = announced();
    fresh = true;
    return offers;
  }

  Capabilities announced() throws Failed {
    return announced(dialogue.ask(Bare.CAPA));
  }

  /// `CAPA` is optional: a refusal says nothing.
  private Capabilities announced(Reply reply) throws Failed {
    return switch (reply) {
      case Reply.Ok _ -> {
        List<String> lines = new ArrayList<>();
        dialogue.listing(Bare.CAPA, MOST_CAPABILITIES, OctetTaker.ofText(lines::add));
        yield Capabilities.parse(lines);
      }
      case Reply.Err _ -> Capabilities.NONE;
      case Reply.Challenge challenge -> throw Dialogue.noReply(Bare.CAPA, quoted(challenge));
      case Reply.Unintelligible odd -> throw Dialogue.noReply(Bare.CAPA, quoted(odd));
    };
  }

  /// Begins TLS by `STLS` (RFC 2595 §4). What was announced before does not count any more: it may
  /// have been said by somebody else.
  void stls() throws Failed {
    phases.accept("beginning TLS");
    if (!known.offers().isKnown()) {
      Capabilities open = fresh ? offers : announced();
      if (open.isKnown() && !open.has("STLS")) {
        throw noTls("the server does not offer STLS on this port (it offers: " + open + ")");
      }
      offers = Capabilities.NONE;
      fresh = false;
    }
    Reply reply = dialogue.ask(Bare.STLS);
    if (!(reply instanceof Reply.Ok)) {
      throw noTls("the server answered \"" + reply + "\" to STLS");
    }
    connection.startTls(account.server().tls());
  }

  private static Failed noTls(String cause) {
    return new Failed(
        Kind.TLS,
        Doing.of(Bare.STLS),
        cause,
        "no password was sent; write tls = \"implicit\" if port 995 answers");
  }

  Way authenticate(Password password) throws Failed, AheadLost {
    phases.accept("logging in");
    Iterator<Mechanism> mechanisms = mechanisms();
    var proof = new Proof(account.login(), password);
    Mechanism mechanism = mechanisms.next();
    Outcome outcome = attempt(mechanism, proof.to(mechanism));
    if (outcome instanceof Outcome.Refused refused && isStale(refused)) {
      mechanisms = mechanisms();
      mechanism = mechanisms.next();
      outcome = attempt(mechanism, proof.to(mechanism));
    }
    while (true) {
      switch (outcome) {
        case Outcome.In(Way way) -> {
          return way;
        }
        case Outcome.Refused(Next.Refused refusal, _) -> {
          if (proof.isRenewed(mechanism, refusal)) {
            outcome = attemptAfter(refusal, mechanism, proof);
          } else if (mechanisms.hasNext() && Refusal.isAboutMechanism(refusal)) {
            mechanism = mechanisms.next();
            outcome = attemptAfter(refusal, mechanism, proof);
          } else {
            throw new Failed(
                Refusal.failure(refusal, mechanism, offers, tokens()),
                new Refused(mechanism, refusal.reply()));
          }
        }
      }
    }
  }

  private Optional<AccountName> tokens() {
    return account.login().password() instanceof PasswordSource.Token
        ? Optional.of(account.name())
        : Optional.empty();
  }

  private Iterator<Mechanism> mechanisms() throws Failed {
    try {
      return choice();
    } catch (Failed failed) {
      if (fresh) {
        throw failed;
      }
      refresh();
      return choice();
    }
  }

  private Iterator<Mechanism> choice() throws Failed {
    return Choice.of(offer(), account.login().auth()).iterator();
  }

  /// What is offered for logging in, as far as it is known by now.
  Offer offer() {
    boolean encrypted = connection.tls().isPresent();
    boolean mayReveal =
        encrypted || account.server().isLoopback() || account.login().allowPlaintext();
    return new Offer(
        offers,
        timestamp,
        new Channel(
            account.server().host(), account.server().port(), encrypted, mayReveal, binding()));
  }

  /// What a login can be bound to, where it may be one that can. Worked out once: the connection
  /// does not change any more once TLS is on.
  private Optional<ChannelBinding> binding() {
    boolean useful =
        offers.sasl().stream().anyMatch(name -> name.startsWith("SCRAM-"))
            || account.login().auth().stream().anyMatch(m -> m.key().startsWith("scram-"));
    if (useful && binding == null) {
      binding =
          connection
              .tls()
              .map(facts -> facts.chain().getFirst())
              .flatMap(server -> ChannelBinding.of(connection.keyingMaterial(), server))
              .orElse(null);
    }
    return useful ? Optional.ofNullable(binding) : Optional.empty();
  }

  /// Whether a refusal may stem from what was remembered of the server, which it announces no more.
  /// Tried again only then: one wrong password is not to count twice.
  private boolean isStale(Outcome.Refused refused) {
    boolean decided =
        refused.how().reply().code().filter(code -> code != ResponseCode.AUTH).isPresent();
    if (fresh || decided) {
      return false;
    }
    try {
      Capabilities remembered = offers;
      offers = refused.offers().isPresent() ? refused.offers().get() : announced();
      fresh = true;
      return !offers.equals(remembered);
    } catch (Failed hungUp) {
      return false;
    }
  }

  /// Another mechanism, or the same with another token. A server that hangs up instead has refused,
  /// which is more than that it is gone.
  private Outcome attemptAfter(Next.Refused refusal, Mechanism mechanism, Proof proof)
      throws Failed, AheadLost {
    try {
      return attempt(mechanism, proof.to(mechanism));
    } catch (Failed e) {
      if (e.failure().kind() == Kind.UNREACHABLE && !connection.fellSilent()) {
        throw new Failed(Refusal.hungUp(refusal, mechanism), e);
      }
      throw e;
    }
  }

  /// How a mechanism ended.
  private sealed interface Outcome {
    record In(Way way) implements Outcome {}

    /// @param offers what the server announced behind its refusal, when it was asked
    record Refused(Next.Refused how, Optional<Capabilities> offers) implements Outcome {}
  }

  /// One mechanism, to its end.
  private Outcome attempt(Mechanism mechanism, Credentials credentials) throws Failed, AheadLost {
    Exchange step =
        Exchange.begin(mechanism, credentials, offer(), account.login().initialResponse());
    Flight flight = Flight.NONE;
    while (true) {
      Command said = step.say();
      Reply reply;
      if (flight.foretold(said)) {
        flight = flight.rest();
        reply = hearForetold(said);
      } else {
        flight = behind(step);
        reply = dialogue.ask(said, flight.said());
      }
      switch (step.hear(reply)) {
        case Next.Go(Exchange next) -> {
          if (!flight.isNone() && !flight.foretold(next.say())) {
            // Now the server takes them for its answer.
            throw new AheadLost(Dialogue.noReply(said, quoted(reply)));
          }
          step = next;
        }
        case Next.LoggedIn() -> {
          return new Outcome.In(
              flight.isNone() ? stepwise(mechanism) : followed(mechanism, flight.ahead()));
        }
        case Next.Refused refused -> {
          return new Outcome.Refused(refused, refusedAhead(flight, refused));
        }
        case Next.Broken(Failure failure) -> throw new Failed(failure);
        case Next.Astray(Reply astray) -> throw Dialogue.noReply(said, quoted(astray));
      }
    }
  }

  private Flight behind(Exchange step) {
    return known.pipelines(account.server().pipelining(), offers)
        ? Flight.behind(step, known.ahead())
        : Flight.NONE;
  }

  /// A server that dropped what came too early waits for it until the time is over.
  private Reply hearForetold(Command said) throws Failed, AheadLost {
    try {
      return dialogue.hear(said);
    } catch (Failed e) {
      if (connection.fellSilent()) {
        throw new AheadLost(e);
      }
      throw e;
    }
  }

  private Way stepwise(Mechanism mechanism) throws Failed {
    return new Way(mechanism, learnt(announced(), known.ahead()), false);
  }

  private Way followed(Mechanism mechanism, List<Command> ahead) throws Failed, AheadLost {
    Capabilities grants = announced(heardAhead());
    return new Way(mechanism, learnt(grants, Acquaintance.Ahead.HEARD), ahead.contains(Bare.UIDL));
  }

  private Reply heardAhead() throws Failed, AheadLost {
    Duration timeout = dialogue.patience().timeout();
    boolean heardBefore = known.ahead() == Acquaintance.Ahead.HEARD;
    try {
      return dialogue.hear(Bare.CAPA, heardBefore || timeout.compareTo(SOON) < 0 ? timeout : SOON);
    } catch (Failed e) {
      if (!heardBefore && e.failure().kind() == Kind.UNREACHABLE) {
        throw new AheadLost(e);
      }
      throw e;
    }
  }

  /// What other changes there were is unknown where the server announces something else than it did
  /// after the login that this is remembered from.
  private Acquaintance learnt(Capabilities grants, Acquaintance.Ahead ahead) {
    boolean asBefore = fresh || grants.equals(known.grants());
    return new Acquaintance(asBefore ? offers : Capabilities.NONE, grants, ahead, known.lockStep());
  }

  /// Hears what the server answers to commands behind a login that it refused: what it offers now,
  /// and other refusals. A server that hangs up has refused, too.
  private Optional<Capabilities> refusedAhead(Flight flight, Next.Refused refused)
      throws Failed, AheadLost {
    Optional<Capabilities> now = Optional.empty();
    try {
      for (Command command : flight.ahead()) {
        Reply reply = command == Bare.CAPA ? heardBehind(flight) : dialogue.hear(command);
        if (command == Bare.CAPA) {
          now = Optional.of(announced(reply));
        } else if (reply instanceof Reply.Ok) {
          throw Dialogue.noReply(command, quoted(reply));
        }
      }
    } catch (AheadLost lost) {
      // On this connection no other mechanism can be tried.
      if (Refusal.isAboutMechanism(refused)) {
        throw lost;
      }
    } catch (Failed e) {
      if (e.failure().kind() != Kind.UNREACHABLE) {
        throw e;
      }
    }
    return now;
  }

  /// What was foreseen is no answer any more, but a command, and none that there is. Some servers
  /// refuse it, some overlook an empty line; `CAPA`, which they know, they do not refuse.
  private Reply heardBehind(Flight flight) throws Failed, AheadLost {
    Reply reply = heardAhead();
    return flight.foreseen().isPresent() && reply instanceof Reply.Err ? heardAhead() : reply;
  }

  private static String quoted(Reply reply) {
    return '"' + reply.text().toString() + '"';
  }
}
