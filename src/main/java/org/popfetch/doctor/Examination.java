package org.popfetch.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.popfetch.account.Account;
import org.popfetch.account.OAuth;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Provider;
import org.popfetch.account.Secret;
import org.popfetch.account.Tls;
import org.popfetch.oauth.Token;
import org.popfetch.oauth.Tokens;
import org.popfetch.report.Event;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.secret.Passwords;
import org.popfetch.seen.Seen;
import org.popfetch.session.Password;
import org.popfetch.sync.Workplace;

/// The examination of one account: every step of a sync, without anything being changed.
public final class Examination {
  private final Account account;
  private final Surgery surgery;
  private final int tlsPort;

  /// What an examination needs.
  ///
  /// @param workplace what a sync would have
  /// @param tokens of those accounts that have some
  /// @param clock the time by this machine's clock, in its zone
  /// @param configuration where the account was read, and that file's mode: "~/…/config.toml, 0600"
  /// @param shorten shows a path as the user would write it
  /// @param phases whether the reporter is to hear which step is under way
  public record Surgery(
      Workplace workplace,
      Tokens tokens,
      Clock clock,
      String configuration,
      UnaryOperator<String> shorten,
      boolean phases) {}

  public Examination(Account account, Surgery surgery) {
    this(account, surgery, Tls.Mode.IMPLICIT.port());
  }

  /// @param tlsPort where servers speak TLS from the first octet
  Examination(Account account, Surgery surgery, int tlsPort) {
    this.account = account;
    this.surgery = surgery;
    this.tlsPort = tlsPort;
  }

  /// Takes all steps.
  ///
  /// @param hearer hears of each when it is done
  public Findings perform(Consumer<Step> hearer) {
    var findings = new Findings(hearer);
    findings.add(Step.good(Part.CONFIG, surgery.configuration + disabled()));
    account.provider().map(this::provider).ifPresent(findings::add);
    Optional<Password> password = proof(findings);
    var premises = new Premises(account, surgery.workplace, surgery.clock, surgery.shorten);
    Optional<Seen> seen = premises.seen();
    enter(password, seen, findings);
    premises.all(seen).forEach(findings::add);
    return findings;
  }

  /// What is to be known of its server; where another host is written, it may be another server.
  private Step provider(Provider provider) {
    String host = account.server().host();
    boolean other = !host.equals(provider.host());
    Advice quirks = Advice.NONE;
    for (String quirk : provider.quirks()) {
      quirks = quirks.say(quirk);
    }
    String instead = other ? "; " + host + " is written instead" : "";
    return Step.good(Part.PROVIDER, provider.title() + ", " + provider.host() + instead, quirks);
  }

  private String disabled() {
    return account.enabled() ? "" : "; disabled: it runs only when it is named";
  }

  private Optional<Password> proof(Findings findings) {
    if (account.login().password() instanceof PasswordSource.Token(var client)) {
      phase(Part.TOKEN);
      return token(client, findings);
    }
    phase(Part.PASSWORD);
    return password(findings);
  }

  /// As a sync would, this renews a token that is about to expire.
  private Optional<Password> token(OAuth client, Findings findings) {
    Password renewable = surgery.workplace.passwords().of(account);
    try {
      Secret _ = renewable.get();
      String text = source();
      Advice advice = Advice.NONE;
      Optional<Token> token = surgery.tokens.peek(account, client);
      if (token.isPresent()) {
        text += ", " + token.get().told(surgery.clock);
        advice = token.get().refresh().isPresent() ? Advice.NONE : notForLong();
      }
      findings.add(Step.noted(Part.TOKEN, text, advice));
      return Optional.of(renewable);
    } catch (Failed failed) {
      Failure failure = failed.failure();
      findings.add(Step.bad(Part.TOKEN, failure, PlaceAdvice.next(failure)));
      return Optional.empty();
    }
  }

  private Advice notForLong() {
    return Advice.of("It came without a refresh token: then a person has to log in again.")
        .say("Some servers give one for the scope offline_access only.");
  }

  private Optional<Password> password(Findings findings) {
    if (account.login().needsNoSecret()) {
      findings.add(Step.good(Part.PASSWORD, "none is needed, as auth in the configuration says"));
      return Optional.of(surgery.workplace.passwords().of(account));
    }
    Instant begun = surgery.clock.instant();
    try {
      Secret secret = surgery.workplace.passwords().of(account).get();
      Duration took = Duration.between(begun, surgery.clock.instant());
      findings.add(Step.good(Part.PASSWORD, source() + time(took)));
      return Optional.of(() -> secret);
    } catch (Failed failed) {
      Failure failure = failed.failure();
      String seen = source() + ": " + failure.cause();
      findings.add(Step.bad(Part.PASSWORD, seen, failure, PlaceAdvice.next(failure)));
      return Optional.empty();
    }
  }

  private String source() {
    return "from " + Passwords.describe(account.login().password());
  }

  /// Only a program can take its time.
  private String time(Duration took) {
    PasswordSource source = account.login().password();
    boolean program =
        source instanceof PasswordSource.Command || source instanceof PasswordSource.Keyring;
    return program ? ", in " + PlaceAdvice.time(took) : "";
  }

  private void enter(Optional<Password> password, Optional<Seen> seen, Findings findings) {
    Workplace workplace = surgery.workplace;
    var visitor =
        new WayIn.Visitor(
            password,
            (fromServer, line) ->
                workplace.reporter().report(new Event.Dialogue(account.name(), fromServer, line)),
            this::phase,
            surgery.clock,
            workplace.stop());
    new WayIn(account, seen, visitor, findings, tlsPort).go();
  }

  private void phase(Part part) {
    if (surgery.phases) {
      surgery.workplace.reporter().report(new Event.Phase(account.name(), part.label()));
    }
  }
}
