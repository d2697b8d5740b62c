package org.popfetch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.config.ConfigFile;
import org.popfetch.config.ConfigReader;
import org.popfetch.config.Configuration;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Screen;

/// The accounts that a command is about.
///
/// @param configuration that they stand in
/// @param accounts in the order in which they were named, or stand in the configuration
/// @param status `CONFIG` when something is wrong in the configuration, even if the accounts are
///   not touched by it
record Chosen(Configuration configuration, List<Account> accounts, ExitStatus status) {
  Chosen {
    accounts = List.copyOf(accounts);
  }

  /// Reads the configuration and tells what is wrong in it.
  ///
  /// @param names those that the user named; none: all that are enabled
  /// @throws Failed `CONFIG` when there is no configuration to speak of
  static Chosen of(Popfetch top, Screen screen, List<String> names) throws Failed {
    Configuration configuration = read(top);
    configuration.complaint().forEach(screen::tell);
    ExitStatus status = configuration.problems().isEmpty() ? ExitStatus.OK : ExitStatus.CONFIG;
    return new Chosen(configuration, of(configuration, names), status);
  }

  /// Those of the accounts of a configuration that the user named, or all that are enabled.
  static List<Account> of(Configuration configuration, List<String> names) {
    return names.isEmpty()
        ? configuration.accounts().stream().filter(Account::enabled).toList()
        : named(configuration, names);
  }

  static Configuration read(Popfetch top) throws Failed {
    return ConfigReader.read(file(top), top.surroundings());
  }

  /// The configuration's text; read once, since it may come from a pipe.
  static ConfigFile file(Popfetch top) throws Failed {
    Path path = ConfigFile.locate(top.config(), top.surroundings());
    return ConfigFile.load(path, top.surroundings());
  }

  /// The names of all accounts of a configuration, those that are left out too.
  static Set<String> names(Configuration configuration) {
    Set<String> names = new HashSet<>(configuration.leftOut());
    configuration.accounts().forEach(account -> names.add(account.name().value()));
    return names;
  }

  /// An account that was left out because of a problem has been told of; the others run.
  static List<Account> named(Configuration configuration, List<String> names) {
    List<Account> accounts = new ArrayList<>();
    for (String name : names.stream().distinct().toList()) {
      Optional<Account> account = configuration.account(name);
      if (account.isPresent()) {
        accounts.add(account.get());
      } else if (configuration.wellFormed() && !configuration.leftOut().contains(name)) {
        throw new Usage(unknown(configuration, name));
      }
    }
    return accounts;
  }

  private static String unknown(Configuration configuration, String name) {
    String known =
        configuration.accounts().stream()
            .map(account -> account.name().value())
            .collect(Collectors.joining(", "));
    String said = AccountName.isValid(name) ? name : '"' + name + '"';
    return "no account is named " + said + (known.isEmpty() ? "" : "; there are: " + known);
  }

  /// The only account that was named.
  ///
  /// @throws Failed `CONFIG` when it was left out
  Account single() throws Failed {
    if (accounts.isEmpty()) {
      throw new Failed(
          Failure.Kind.CONFIG,
          "reading the configuration",
          "the account is left out because of the problems above",
          "");
    }
    return accounts.getFirst();
  }
}
