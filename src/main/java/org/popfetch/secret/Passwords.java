package org.popfetch.secret;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Secret;
import org.popfetch.oauth.Tokens;
import org.popfetch.os.Programs;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;

/// The accounts' passwords, each fetched when it is first needed and then remembered, as is a
/// failure to get it: nobody is asked twice in a run. For use by many threads.
public final class Passwords {
  private final PasswordCommand commands;
  private final PasswordFile files;
  private final NetrcFile netrc;
  private final Programs programs;
  private final Prompt prompt;
  private final Tokens tokens;
  private final Map<AccountName, Once> fetched = new ConcurrentHashMap<>();
  // Two questions on one terminal at the same time would be unreadable.
  private final ReentrantLock terminal = new ReentrantLock();

  /// Nothing is read or run yet.
  ///
  /// @param programs runs password commands, and asks keyrings
  /// @param prompt asks for what is stored nowhere
  /// @param environment where `NETRC` and `CREDENTIALS_DIRECTORY` are looked up
  /// @param home the user's home folder, for `~/.netrc`
  /// @param tokens gives what stands in a password's place where an account has OAuth 2.0
  public Passwords(
      Programs programs, Prompt prompt, Map<String, String> environment, Path home, Tokens tokens) {
    this.commands = new PasswordCommand(programs);
    this.files = new PasswordFile(environment);
    this.netrc = new NetrcFile(files, environment, home);
    this.programs = programs;
    this.prompt = prompt;
    this.tokens = tokens;
  }

  /// The account's password, or its access token. May take as long as a person does.
  ///
  /// @throws Failed `NO_PASSWORD`, with what to do about it; `STOPPED` while a person is asked; for
  ///   a token what [Tokens#good] throws
  public Secret of(Account account) throws Failed {
    if (account.login().password() instanceof PasswordSource.Token) {
      return fetch(account); // A run may last longer than a token.
    }
    return fetched.computeIfAbsent(account.name(), _ -> new Once(() -> fetch(account))).get();
  }

  /// Another one in the place of what the server refused; nothing where there is none but that.
  ///
  /// @throws Failed when there should be one, and it cannot be got
  public Optional<Secret> insteadOf(Secret refused, Account account) throws Failed {
    return account.login().password() instanceof PasswordSource.Token(var client)
        ? Optional.of(tokens.other(account, client, refused))
        : Optional.empty();
  }

  /// Asks for the account's password on the terminal and stores it in the keyring, from where [#of]
  /// takes it in this run and in later ones.
  ///
  /// @throws Failed `NO_PASSWORD`, also when nobody can be asked
  public void learn(Account account) throws Failed {
    keyring().store(account, ask(account));
    fetched.remove(account.name());
  }

  /// Whether the keyring has the account's password; nobody is asked to unlock it.
  public boolean isStored(Account account) throws Failed {
    return keyring().has(account);
  }

  /// Removes the account's password from the keyring.
  ///
  /// @return false when there was none
  public boolean unlearn(Account account) throws Failed {
    fetched.remove(account.name());
    return keyring().clear(account);
  }

  /// Where a password comes from, in words: "`pass show mail/work`", "the file /etc/pop.pw".
  public static String describe(PasswordSource source) {
    return switch (source) {
      case PasswordSource.Literal _ -> "the configuration";
      case PasswordSource.Command(var argv) -> PasswordCommand.describe(argv);
      case PasswordSource.File(var path) -> "the file " + path;
      case PasswordSource.Credential(var name) -> "the credential " + name;
      case PasswordSource.Netrc _ -> "the netrc file";
      case PasswordSource.Token(var client) -> client.server().token().getHost();
      case PasswordSource.Keyring _ -> "the keyring";
      case PasswordSource.Ask _ -> "the terminal";
    };
  }

  private Secret fetch(Account account) throws Failed {
    return switch (account.login().password()) {
      case PasswordSource.Literal(var secret) -> secret;
      case PasswordSource.Command(var argv) -> commands.run(argv);
      case PasswordSource.File(var path) -> files.firstLine(path);
      case PasswordSource.Credential(var name) -> files.credential(name);
      case PasswordSource.Netrc _ -> netrc.find(account.server().host(), account.login().user());
      case PasswordSource.Token(var client) -> tokens.good(account, client);
      case PasswordSource.Keyring _ -> keyring().find(account);
      case PasswordSource.Ask _ -> ask(account);
    };
  }

  private Keyring keyring() {
    return Keyring.of(programs);
  }

  private Secret ask(Account account) throws Failed {
    String question =
        "Password for %s at %s (%s): "
            .formatted(account.login().user(), account.server().host(), account.name());
    terminal.lock();
    try {
      Optional<Secret> answer = prompt.ask(question);
      Secret secret =
          answer.orElseThrow(() ->
              NoPassword.because(
                  "none is stored, and there is no terminal to ask on",
                  "store one with password-command, password-file or netrc;"
                      + " see popfetch.toml(5)"));
      if (secret.isEmpty()) {
        throw NoPassword.because("nothing was typed", "");
      }
      return FirstLine.check(secret.reveal(), "the terminal");
    } catch (InterruptedIOException e) {
      throw NoPassword.stopped();
    } catch (IOException e) {
      throw NoPassword.because("the terminal failed: " + Reason.of(e), "");
    } finally {
      terminal.unlock();
    }
  }

  /// A password that is fetched by the first who needs it; the others wait.
  private static final class Once {
    /// Gets the password.
    private interface Source {
      Secret get() throws Failed;
    }

    private final Source source;
    private Optional<Secret> secret = Optional.empty();
    private Optional<Failed> failed = Optional.empty();

    Once(Source source) {
      this.source = source;
    }

    synchronized Secret get() throws Failed {
      if (failed.isEmpty() && secret.isEmpty()) {
        fetch();
      }
      if (failed.isPresent()) {
        throw new Failed(failed.get().failure(), failed.get());
      }
      return secret.orElseThrow();
    }

    private void fetch() {
      try {
        secret = Optional.of(source.get());
      } catch (Failed e) {
        failed = Optional.of(e);
      }
    }
  }
}
