package org.popfetch.config;

import java.util.ArrayList;
import java.util.List;
import org.popfetch.account.Account;
import org.popfetch.account.PasswordSource;

/// A configuration as it takes effect, written as TOML: defaults filled in, paths in full,
/// passwords masked.
public final class ConfigText {
  private ConfigText() {}

  /// All accounts.
  public static String of(Configuration configuration) {
    return of(configuration, configuration.accounts());
  }

  /// Some of the accounts. What stands there can be read again; only the passwords are gone.
  public static String of(Configuration configuration, List<Account> accounts) {
    var lines = new ArrayList<String>();
    String stateDir = TomlText.quote(configuration.stateDir().toString());
    lines.add(Keys.STATE_DIR.name() + " = " + stateDir);
    accounts.forEach(account -> append(lines, account));
    return String.join("\n", lines) + "\n";
  }

  private static void append(List<String> lines, Account account) {
    lines.add("");
    lines.add("[accounts." + TomlText.key(account.name().value()) + "]");
    for (Key<?> key : Keys.ACCOUNT) {
      key.rendering().apply(account).ifPresent(value -> lines.add(key.name() + " = " + value));
    }
    if (account.login().password() instanceof PasswordSource.Ask) {
      lines.add("# no password is stored: it is asked for on a terminal");
    }
  }
}
