package org.popfetch.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.popfetch.account.Account;
import org.popfetch.account.OAuth;
import org.popfetch.account.PasswordSource;
import org.popfetch.oauth.CodeGrant;
import org.popfetch.oauth.DeviceGrant;
import org.popfetch.oauth.Token;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Json;
import org.popfetch.report.Renderer;
import org.popfetch.report.Verbosity;
import org.popfetch.secret.Passwords;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popfetch login`: a person allows access, once.
@Command(
    name = "login",
    description = "Get an access token by a browser, or store a password in the keyring.")
final class LoginCommand implements Callable<Integer> {
  private final Popfetch top;

  @Option(names = "--device", description = "By a browser on another device, with a code.")
  boolean device;

  @Option(
      names = "--status",
      description = "Only tell who has a token, and until when, or a password in the keyring.")
  boolean status;

  @Parameters(
      paramLabel = "ACCOUNT",
      description = "One; with --status any number, default: all enabled accounts.")
  List<String> accounts = new ArrayList<>();

  LoginCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    if (status && device) {
      throw new Usage("only one of --device and --status makes sense");
    }
    if (status) {
      return tellAll();
    }
    if (accounts.size() != 1) {
      throw new Usage(
          (accounts.isEmpty() ? "ACCOUNT is missing" : "one account at a time")
              + "; see popfetch login --help");
    }
    return about(top, accounts.getFirst(), this::logIn);
  }

  /// What is done about an account's token.
  @FunctionalInterface
  interface Errand {
    void run(Account account, Equipment equipment) throws Failed;
  }

  /// Does it. A signal ends the program at once: there is nothing to bring to an end.
  static int about(Popfetch top, String name, Errand errand) throws Failed {
    StreamScreen screen = top.screen();
    Chosen chosen = Chosen.of(top, screen, List.of(name));
    Account account = chosen.single();
    Equipment equipment = Equipment.of(top.edge(), screen, chosen.configuration().stateDir());
    try (Renderer reporter = Wiring.reporter(top, screen, List.of(account))) {
      return Wiring.about(
              account,
              reporter,
              () -> {
                errand.run(account, equipment);
                return chosen.status();
              })
          .code();
    }
  }

  private void logIn(Account account, Equipment equipment) throws Failed {
    Optional<OAuth> client = client(account, "logging in");
    if (client.isPresent()) {
      logIn(account, client.get(), equipment);
    } else if (device) {
      throw withPassword(account, "logging in", "--device is for accounts with oauth2");
    } else {
      equipment.passwords().learn(account);
      tell(account, json(account, "password-stored"), "the password is in the keyring");
    }
  }

  /// Whose tokens an account takes; nothing for one whose password is in the keyring.
  ///
  /// @throws Failed `CONFIG` for all others: there is nothing to get or to forget for them
  static Optional<OAuth> client(Account account, String doing) throws Failed {
    return switch (account.login().password()) {
      case PasswordSource.Token(var client) -> Optional.of(client);
      case PasswordSource.Keyring _ -> Optional.empty();
      case PasswordSource.Literal _,
          PasswordSource.Command _,
          PasswordSource.File _,
          PasswordSource.Credential _,
          PasswordSource.Netrc _,
          PasswordSource.Ask _ ->
          throw withPassword(
              account,
              doing,
              "for a token write oauth2 = { client-id = \"…\" }, for the desktop's keyring keyring ="
                  + " true; see popfetch.toml(5)");
    };
  }

  private static Failed withPassword(Account account, String doing, String next) {
    return new Failed(
        Failure.Kind.CONFIG,
        doing,
        "it has a password, from " + Passwords.describe(account.login().password()),
        next);
  }

  private void logIn(Account account, OAuth client, Equipment equipment) throws Failed {
    Clock clock = top.edge().clock();
    var guide = new TerminalGuide(account.name(), top.screen(), equipment.programs(), top.edge());
    Token token =
        device
            ? new DeviceGrant(account, client, clock).get(guide)
            : new CodeGrant(account, client, clock).get(guide);
    equipment.tokens().keep(account, client, token);
    tell(account, Optional.of(token));
  }

  private int tellAll() throws Failed {
    StreamScreen screen = top.screen();
    Chosen chosen = Chosen.of(top, screen, accounts);
    Equipment equipment = Equipment.of(top.edge(), screen, chosen.configuration().stateDir());
    List<ExitStatus> statuses = new ArrayList<>(List.of(chosen.status()));
    try (Renderer reporter = Wiring.reporter(top, screen, chosen.accounts())) {
      for (Account account : chosen.accounts()) {
        statuses.add(Wiring.about(account, reporter, () -> status(account, equipment)));
      }
    }
    return ExitStatus.worst(statuses).code();
  }

  /// Those that have no use for `popfetch login` have nothing to tell of.
  private ExitStatus status(Account account, Equipment equipment) throws Failed {
    return switch (account.login().password()) {
      case PasswordSource.Token(var client) -> {
        Optional<Token> token = equipment.tokens().peek(account, client);
        tell(account, token);
        yield token.filter(this::isOfUse).isPresent() ? ExitStatus.OK : ExitStatus.LOGIN;
      }
      case PasswordSource.Keyring _ -> {
        boolean present = equipment.passwords().isStored(account);
        tell(account, present);
        yield present ? ExitStatus.OK : ExitStatus.LOGIN;
      }
      case PasswordSource.Literal _,
          PasswordSource.Command _,
          PasswordSource.File _,
          PasswordSource.Credential _,
          PasswordSource.Netrc _,
          PasswordSource.Ask _ -> {
        if (!accounts.isEmpty()) {
          tellOfNone(account);
        }
        yield ExitStatus.OK;
      }
    };
  }

  /// To who asks for it by name, silence would be no answer.
  private void tellOfNone(Account account) {
    String source = Passwords.describe(account.login().password());
    tell(
        account,
        json(account, Optional.empty()),
        "takes a password, from " + source + "; there is no token");
  }

  private boolean isOfUse(Token token) {
    return token.refresh().isPresent() || token.isAlive(top.edge().clock().instant());
  }

  private void tell(Account account, Optional<Token> token) {
    String told =
        token
            .map(one -> "a token " + one.told(top.edge().clock()))
            .orElse("no token; get one: popfetch login " + account.name());
    tell(account, json(account, token), told);
  }

  /// @param present whether the keyring has its password
  private void tell(Account account, boolean present) {
    String told =
        present
            ? "a password in the keyring"
            : "no password in the keyring; store it: popfetch login " + account.name();
    tell(account, json(account, "password").put("present", present), told);
  }

  private void tell(Account account, Json line, String text) {
    if (top.json()) {
      top.screen().result(line.toString());
    } else if (top.verbosity() != Verbosity.QUIET) {
      top.screen().result(account.name() + ": " + text);
    }
  }

  private static Json json(Account account, String event) {
    return Json.line().put("event", event).put("account", account.name().value());
  }

  private static Json json(Account account, Optional<Token> token) {
    return json(account, "token")
        .put("present", token.isPresent())
        .put("expires", token.flatMap(Token::expires).map(Object::toString))
        .put("renewable", token.flatMap(Token::refresh).isPresent())
        .put("scope", token.flatMap(Token::scope));
  }
}
