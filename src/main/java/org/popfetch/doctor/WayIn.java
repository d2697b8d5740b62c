package org.popfetch.doctor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Route;
import org.popfetch.account.Tls;
import org.popfetch.login.Choice;
import org.popfetch.login.Offer;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.seen.Seen;
import org.popfetch.session.Password;
import org.popfetch.session.Refused;
import org.popfetch.session.Stepwise;
import org.popfetch.session.Transaction;
import org.popfetch.sync.Demands;
import org.popfetch.sync.Stop;
import org.popfetch.wire.Connection;
import org.popfetch.wire.Endpoint;
import org.popfetch.wire.Line;
import org.popfetch.wire.Reach;
import org.popfetch.wire.TlsFacts;
import org.popfetch.wire.Transcript;
import org.popfetch.wire.Untrusted;

/// The way to the server and into the maildrop, up to the first step that goes wrong. Nothing is
/// fetched or deleted there.
final class WayIn {
  private final Account account;
  private final Optional<Seen> seen;
  private final Visitor visitor;
  private final Findings findings;
  private final SecondLook secondLook;

  /// Who goes there.
  ///
  /// @param password nothing when there is none: the way ends at the login then
  /// @param transcript hears the dialogue
  /// @param phases hears which step is under way
  /// @param clock the time
  /// @param stop cuts the conversation off
  record Visitor(
      Optional<Password> password,
      Transcript transcript,
      Consumer<Part> phases,
      InstantSource clock,
      Stop stop) {}

  /// @param seen what the account remembers, as far as that could be read
  /// @param tlsPort where servers speak TLS from the first octet
  WayIn(Account account, Optional<Seen> seen, Visitor visitor, Findings findings, int tlsPort) {
    this.account = account;
    this.seen = seen;
    this.visitor = visitor;
    this.findings = findings;
    this.secondLook = new SecondLook(account, tlsPort, visitor.stop);
  }

  /// Goes as far as it gets.
  void go() {
    try (Connection connection = connect();
        var _ = visitor.stop.onExpiry(connection::close);
        var stepwise = new Stepwise(account, connection)) {
      enter(stepwise);
    } catch (Failed told) {
      // It was added to the findings where it came up.
    }
    Part.wayIn(account.server().tls().mode()).stream()
        .filter(part -> !findings.has(part))
        .forEach(part -> findings.add(Step.notReached(part)));
  }

  /// Something that may go wrong.
  @FunctionalInterface
  private interface Deed<T> {
    T take() throws Failed;
  }

  /// What to do when it has.
  @FunctionalInterface
  private interface Remedy {
    Advice about(Failed failed);
  }

  /// Does something; when that goes wrong, the part of the way is a bad one, and the last.
  private <T> T attempt(Part part, Deed<T> deed, Remedy remedy) throws Failed {
    visitor.phases.accept(part);
    if (visitor.stop.isRequested()) {
      throw new Failed(Kind.STOPPED, part.label(), "told to stop", "");
    }
    try {
      return deed.take();
    } catch (Failed failed) {
      findings.add(Step.bad(part, failed.failure(), remedy.about(failed)));
      throw failed;
    }
  }

  private Connection connect() throws Failed {
    if (!(account.server().route() instanceof Route.Direct direct)) {
      return indirectly();
    }
    try (var reach = new Reach(Endpoint.of(account.server()), direct.sourceAddress());
        var _ = visitor.stop.onExpiry(reach::close)) {
      return connect(reach);
    }
  }

  private Connection indirectly() throws Failed {
    findings.add(DetourSteps.name(account.server()));
    Line line = Line.to(account.server());
    long begun = System.nanoTime();
    try (var _ = visitor.stop.onExpiry(line::giveUp)) {
      Connection connection =
          attempt(
              Part.CONNECT,
              () -> line.connect(visitor.transcript),
              failed -> DetourSteps.blocked(failed.failure(), account.server()));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      findings.add(DetourSteps.connected(account.server(), took));
      return connection;
    }
  }

  private Connection connect(Reach reach) throws Failed {
    List<Reach.Address> addresses =
        attempt(
            Part.NAME, reach::addresses, failed -> PlaceAdvice.ofName(failed.failure(), account));
    findings.add(Step.good(Part.NAME, PlaceAdvice.addresses(account, addresses)));
    visitor.phases.accept(Part.CONNECT);
    List<Reach.Attempt> attempts = reach.attempts();
    Optional<Connection> connection = reach.connection(visitor.transcript);
    Step step = PlaceAdvice.ofAttempts(attempts, account);
    if (step.failure().isPresent()) {
      boolean refused = attempts.stream().allMatch(one -> one.error().startsWith("refused"));
      Advice elsewhere = refused ? secondLook.byTlsPort() : Advice.NONE;
      Failure failure = step.failure().get();
      findings.add(Step.bad(Part.CONNECT, failure, step.advice().and(elsewhere)));
      throw new Failed(failure);
    }
    findings.add(step);
    return connection.orElseThrow(
        () -> new Failed(Kind.UNREACHABLE, "connecting", "the connection broke at once", ""));
  }

  private void enter(Stepwise stepwise) throws Failed {
    Tls.Mode mode = account.server().tls().mode();
    if (mode == Tls.Mode.IMPLICIT) {
      secured(Part.TLS, stepwise::beginTls);
    }
    greet(stepwise);
    Capabilities offered = offered(Part.OFFERS, stepwise);
    findings.add(Step.good(Part.OFFERS, Offers.listed(offered)));
    if (mode == Tls.Mode.STARTTLS) {
      secured(Part.STARTTLS, stepwise::stls);
      Capabilities inside = offered(Part.OFFERS_TLS, stepwise);
      findings.add(Step.good(Part.OFFERS_TLS, compared(inside, offered)));
      offered = inside;
    }
    logIn(stepwise, offered);
    Capabilities last = offered(Part.OFFERS_LOGIN, stepwise);
    findings.add(Step.good(Part.OFFERS_LOGIN, compared(last, offered), Offers.meaning(last)));
    look(stepwise.transaction(last));
  }

  private static String compared(Capabilities now, Capabilities before) {
    return now.equals(before) ? "the same" : Offers.listed(now);
  }

  private void secured(Part part, Deed<TlsFacts> begin) throws Failed {
    visitor.phases.accept(part);
    TlsFacts facts;
    try {
      facts = begin.take();
    } catch (Failed failed) {
      notSecured(part, failed);
      throw failed;
    }
    findings.add(Step.good(part, TlsAdvice.agreed(facts)));
    String name = account.server().tls().serverName().orElse(account.server().host());
    findings.add(
        TlsAdvice.certificate(facts, account.server().tls(), name, visitor.clock.instant()));
  }

  private void notSecured(Part part, Failed failed) {
    Optional<Untrusted> untrusted = Untrusted.in(failed);
    if (untrusted.isPresent()) {
      findings.add(Step.good(part, "the server speaks TLS"));
      Advice advice =
          TlsAdvice.about(untrusted.get(), account.server().tls(), visitor.clock.instant());
      findings.add(Step.bad(Part.CERTIFICATE, failed.failure(), advice));
    } else {
      Advice advice =
          failed.failure().kind() != Kind.TLS
              ? PlaceAdvice.next(failed.failure())
              : part == Part.TLS
                  ? secondLook.insteadOfTls()
                  : secondLook.insteadOfStls(failed.failure());
      findings.add(Step.bad(part, failed.failure(), advice));
    }
  }

  private void greet(Stepwise stepwise) throws Failed {
    ServerText greeting = attempt(Part.GREETING, stepwise::greet, this::aboutGreeting);
    boolean stamped = Offer.timestamp(greeting).isPresent();
    findings.add(
        Step.good(Part.GREETING, "\"" + greeting + '"' + (stamped ? ", so APOP is possible" : "")));
  }

  private Advice aboutGreeting(Failed failed) {
    Failure failure = failed.failure();
    return switch (failure.kind()) {
      // The one thing that TLS can spoil here: the port speaks it unasked.
      case TLS ->
          Advice.of("The server waits for TLS from the first octet on this port. Try:")
              .write("tls = \"implicit\"");
      case PROTOCOL ->
          Advice.of("Another service than POP3 answers there: check host and port.")
              .and(secondLook.byTlsPort());
      default -> PlaceAdvice.next(failure);
    };
  }

  private Capabilities offered(Part part, Stepwise stepwise) throws Failed {
    return attempt(part, stepwise::capabilities, failed -> PlaceAdvice.next(failed.failure()));
  }

  private void logIn(Stepwise stepwise, Capabilities offered) throws Failed {
    Offer offer = stepwise.offer();
    List<Mechanism> order =
        attempt(
            Part.LOGIN,
            () -> Choice.of(offer, account.login().auth()),
            failed -> aboutChoice(failed.failure(), offered));
    if (visitor.password.isEmpty()) {
      throw new Failed(Kind.NO_PASSWORD, "logging in", "there is no password", "");
    }
    Password password = visitor.password.get();
    Mechanism used =
        attempt(Part.LOGIN, () -> stepwise.logIn(password), failed -> aboutLogin(failed, offered));
    findings.add(Step.good(Part.LOGIN, Offers.choice(used, order, account, offer)));
  }

  private Advice aboutChoice(Failure failure, Capabilities offered) {
    return failure.kind() == Kind.CONFIG && isAboutLine(failure)
        ? secondLook.insteadOfOpenLine(offered)
        : PlaceAdvice.next(failure);
  }

  private static boolean isAboutLine(Failure failure) {
    return failure.cause().startsWith("the password would cross");
  }

  private Advice aboutLogin(Failed failed, Capabilities offered) {
    return Refused.in(failed)
        .map(refused -> LoginAdvice.about(refused.reply(), refused.mechanism(), account, offered))
        .orElseGet(() -> PlaceAdvice.next(failed.failure()));
  }

  private void look(Transaction transaction) throws Failed {
    Maildrop maildrop =
        attempt(
            Part.MAILDROP,
            () -> listed(transaction),
            failed -> PlaceAdvice.ofMaildrop(failed.failure()));
    transaction.leave();
    findings.add(new Contents(maildrop, seen).step());
  }

  /// The maildrop, unless a sync could not work with it.
  private Maildrop listed(Transaction transaction) throws Failed {
    Maildrop maildrop = transaction.maildrop();
    try {
      if (seen.isPresent()) {
        Demands.uidl(maildrop, seen.get());
      }
      Demands.identity(maildrop, transaction.hasTop(), account.keep());
    } catch (Failed failed) {
      transaction.leave();
      throw failed;
    }
    return maildrop;
  }
}
