package org.popfetch.config;

import java.util.Optional;
import java.util.function.Function;
import org.popfetch.account.Account;

/// A key that the configuration knows. The manual page has the same name, type, default and
/// meaning; a test compares them.
///
/// @param name in kebab-case
/// @param type what may be written
/// @param fallback what holds when the key is left out
/// @param meaning one sentence, without its full stop
/// @param reading makes a value of what is written
/// @param rendering an account's value as TOML; nothing when there is none to write
record Key<T>(
    String name,
    String type,
    String fallback,
    String meaning,
    Reading<T> reading,
    Function<Account, Optional<String>> rendering) {
  @Override
  public String toString() {
    return name;
  }
}
