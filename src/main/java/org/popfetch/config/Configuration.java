package org.popfetch.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.report.WordList;

/// What the configuration file says.
///
/// @param file the file's name as messages show it
/// @param wellFormed false when the file is no TOML: then nothing of it was used
/// @param stateDir where the accounts' state is kept, absolute
/// @param accounts the accounts without a problem, in the file's order, the disabled ones too
/// @param leftOut the names of the other ones, in the file's order
/// @param problems all there are, by line; when there is one, the exit status is 78 in the end
public record Configuration(
    String file,
    boolean wellFormed,
    Path stateDir,
    List<Account> accounts,
    List<String> leftOut,
    List<Problem> problems) {
  public Configuration {
    accounts = List.copyOf(accounts);
    leftOut = List.copyOf(leftOut);
    problems = List.copyOf(problems);
  }

  /// The account of that name, enabled or not; nothing when it does not exist or was left out.
  public Optional<Account> account(String name) {
    for (Account account : accounts) {
      if (account.name().value().equals(name)) {
        return Optional.of(account);
      }
    }
    return Optional.empty();
  }

  /// The problems as lines for the user, and what follows from them; nothing when all is well.
  public List<String> complaint() {
    var lines = new ArrayList<String>();
    problems.forEach(problem -> lines.add(problem.toString()));
    if (!wellFormed) {
      lines.add("nothing was done; see popfetch.toml(5)");
    } else if (!leftOut.isEmpty()) {
      lines.add(consequence() + "; see popfetch.toml(5)");
    }
    return lines;
  }

  private String consequence() {
    List<String> names = leftOut.stream().map(TomlText::key).toList();
    return names.size() == 1
        ? "account " + names.getFirst() + " is left out"
        : "accounts " + WordList.of(names, " and ") + " are left out";
  }
}
