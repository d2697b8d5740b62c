package org.popfetch.config;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Provider;
import org.popfetch.account.Route;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.config.Setting.Value;

/// Makes an [Account] of its table, or finds out everything that speaks against it.
final class AccountReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Setting table;
  private final Set<Problem> problems;
  private final Section section;

  /// @param table the account's
  /// @param defaults what `[defaults]` holds
  /// @param common problems that speak against every account
  AccountReader(
      Setting table,
      Map<String, Setting> defaults,
      Surroundings around,
      Collection<Problem> common) {
    this.table = table;
    this.problems = new TreeSet<>(common);
    this.section = new Section(table.settings(), defaults, around, problems);
  }

  /// What speaks against the account, after [#read].
  Collection<Problem> problems() {
    return problems;
  }

  /// The account, unless something speaks against it.
  ///
  /// @param exposed what is to be said of a password in the file, when others may read that
  Optional<Account> read(Optional<Problem> exposed) {
    checkName();
    if (!(table.value() instanceof Value.Table)) {
      String header = "[accounts." + TomlText.key(table.path().getLast()) + "]";
      problems.add(table.misplaced("an account is a table: " + header));
      return Optional.empty();
    }
    problems.addAll(UnknownKeys.inAccount(section.own()));
    if (UnknownKeys.isImplied(table)) {
      return Optional.empty();
    }
    PasswordSource password = PasswordChoice.of(section);
    Route route = LineReader.route(section);
    checkPlaintext(route);
    checkToken(password);
    checkProvider(password);
    if (isSecret(password) || LineReader.holdsPassword(route)) {
      exposed.ifPresent(problems::add);
    }
    return build(password, route);
  }

  /// A token is not to be sent as if it were a password.
  private void checkToken(PasswordSource source) {
    Optional<Mechanism> other =
        section.get(Keys.AUTH).orElse(List.of()).stream()
            .filter(mechanism -> mechanism.proof() == Mechanism.Proof.PASSWORD)
            .findFirst();
    if (source instanceof PasswordSource.Token && other.isPresent()) {
      String message =
          TomlText.quote(other.get().key())
              + " takes a password, and oauth2 gives a token; write "
              + TomlText.array(usual(source).stream().map(Mechanism::key).toList());
      section
          .find(Keys.AUTH)
          .ifPresent(auth -> problems.add(new Problem(auth.place(), inner(Keys.AUTH), message)));
    }
  }

  /// A provider that takes nothing but tokens is not to be sent a password as if it were one. Who
  /// writes `auth` by hand, or has a program or a file for it, may well have a token there.
  private void checkProvider(PasswordSource source) {
    boolean password =
        source instanceof PasswordSource.Ask || source instanceof PasswordSource.Literal;
    if (!password || !section.isPreset(Keys.AUTH)) {
      return;
    }
    boolean tokensOnly =
        section.get(Keys.AUTH).orElse(List.of()).stream()
            .allMatch(mechanism -> mechanism.proof() == Mechanism.Proof.TOKEN);
    if (tokensOnly) {
      String message =
          "takes no password, but an access token; write oauth2 = { client-id = \"…\" }, then:"
              + " popfetch login "
              + TomlText.key(table.path().getLast())
              + "; or a password-command that prints a token";
      section
          .find(Keys.PROVIDER)
          .map(provider ->
              new Problem(provider.place(), inner(Keys.PROVIDER), provider.shown() + " " + message))
          .ifPresent(problems::add);
    }
  }

  /// What is tried where nothing is said: only these take tokens, and they take nothing else.
  private static List<Mechanism> usual(PasswordSource source) {
    return source instanceof PasswordSource.Token
        ? List.of(Mechanism.OAUTHBEARER, Mechanism.XOAUTH2)
        : List.of();
  }

  /// Asked of the table only where it matters: most runs need not load that. A provider's servers
  /// want it so whatever stands before them.
  private static boolean initialResponse(
      String host, Optional<Provider> provider, List<Mechanism> auth) {
    return !auth.contains(Mechanism.XOAUTH2)
        || provider
            .flatMap(Provider::tokens)
            .or(() -> Providers.tokens(host))
            .map(Provider.Tokens::initialResponse)
            .orElse(true);
  }

  /// Whether it is itself a secret that stands in the file.
  private static boolean isSecret(PasswordSource source) {
    return switch (source) {
      case PasswordSource.Literal _ -> true;
      case PasswordSource.Token(var client) -> client.clientSecret().isPresent();
      case PasswordSource.Command _,
          PasswordSource.File _,
          PasswordSource.Credential _,
          PasswordSource.Keyring _,
          PasswordSource.Netrc _,
          PasswordSource.Ask _ ->
          false;
    };
  }

  private void checkName() {
    if (!AccountName.isValid(table.path().getLast())) {
      problems.add(
          table.misplaced(
              "a name has up to 64 letters, digits, . _ - and begins with a letter or a digit"));
    }
  }

  /// Reads every key before it gives up, so that all problems are found.
  private Optional<Account> build(PasswordSource password, Route route) {
    Optional<Provider> provider = section.get(Keys.PROVIDER);
    // An unknown provider is one problem, not two.
    Optional<String> host =
        section.find(Keys.PROVIDER).isPresent()
            ? section.get(Keys.HOST)
            : required(Keys.HOST, "\"pop.example.com\"");
    Optional<String> user = required(Keys.USER, "\"me@example.com\"");
    Optional<Destination> destination = required(Keys.DELIVER, "\"maildir:~/Mail\"");
    Tls tls = LineReader.tls(section);
    Optional<Integer> port = section.get(Keys.PORT);
    Optional<Boolean> allowPlaintext = section.get(Keys.ALLOW_PLAINTEXT);
    List<Mechanism> auth = section.get(Keys.AUTH).orElse(usual(password));
    Optional<Keep> keep = section.get(Keys.KEEP);
    Limits limits = limits();
    Optional<Duration> timeout = section.get(Keys.TIMEOUT);
    Optional<Pipelining> pipelining = section.get(Keys.PIPELINING);
    Optional<Boolean> receivedHeader = section.get(Keys.RECEIVED_HEADER);
    Optional<Boolean> enabled = section.get(Keys.ENABLED);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(
            new AccountName(table.path().getLast()),
            new Server(
                host.orElseThrow(),
                port.orElse(tls.mode().port()),
                tls,
                timeout.orElse(TIMEOUT),
                pipelining.orElse(Pipelining.AUTO),
                route),
            new Login(
                user.orElseThrow(),
                password,
                allowPlaintext.orElse(false),
                auth,
                initialResponse(host.orElseThrow(), provider, auth)),
            keep.orElse(new Keep.Forever()),
            destination.orElseThrow(),
            limits,
            receivedHeader.orElse(false),
            enabled.orElse(true),
            provider));
  }

  private Limits limits() {
    return new Limits(
        section.get(Keys.MAX_SIZE).map(OptionalLong::of).orElse(OptionalLong.empty()),
        section.get(Keys.MAX_MESSAGES).map(OptionalInt::of).orElse(OptionalInt.empty()),
        section.get(Keys.MAX_BYTES).map(OptionalLong::of).orElse(OptionalLong.empty()),
        section.get(Keys.COMMIT_EVERY).map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  private <T> Optional<T> required(Key<T> key, String example) {
    if (section.find(key).isEmpty() && !UnknownKeys.mean(section.own(), key)) {
      String message = "is missing; write " + key.name() + " = " + example;
      problems.add(new Problem(table.keyPlace(), inner(key), message));
    }
    return section.get(key);
  }

  /// A password crosses an open line only when somebody said so in so many words.
  private void checkPlaintext(Route route) {
    List<Mechanism> auth = section.get(Keys.AUTH).orElse(List.of());
    boolean reveals = auth.isEmpty() || auth.stream().anyMatch(Mechanism::revealsPassword);
    boolean here =
        route instanceof Route.Direct
            && section.get(Keys.HOST).filter(Server::isLoopback).isPresent();
    boolean allowed = here || section.get(Keys.ALLOW_PLAINTEXT).orElse(false);
    boolean open = section.get(Keys.TLS).filter(Tls.Mode.NONE::equals).isPresent();
    if (open && reveals && !allowed) {
      section.find(Keys.TLS).ifPresent(tls -> problems.add(plaintext(tls)));
    }
  }

  private Problem plaintext(Setting tls) {
    return new Problem(
        tls.place(),
        inner(Keys.TLS),
        "\"none\" sends the password over an open line; write \"implicit\" or \"starttls\", or"
            + " auth = [\"cram-md5\", \"apop\"], or allow-plaintext = true");
  }

  private String inner(Key<?> key) {
    return table.key() + "." + key.name();
  }
}
