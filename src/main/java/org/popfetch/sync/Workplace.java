package org.popfetch.sync;

import java.time.InstantSource;
import java.util.Set;
import org.popfetch.account.Account;
import org.popfetch.deliver.Sinks;
import org.popfetch.report.Reporter;
import org.popfetch.seen.StateDirectory;
import org.popfetch.session.Password;

/// What every account's run has in common.
///
/// @param state the accounts' memories
/// @param configured the names of all accounts of the configuration, whether or not they run
/// @param sinks one per real destination
/// @param passwords asked when a login is about to begin
/// @param clock the time by this machine's clock
/// @param reporter hears what happens
/// @param stop asks all runs to end early
public record Workplace(
    StateDirectory state,
    Set<String> configured,
    Sinks sinks,
    Passwords passwords,
    InstantSource clock,
    Reporter reporter,
    Stop stop) {

  /// Where an account's password comes from.
  @FunctionalInterface
  public interface Passwords {
    Password of(Account account);
  }
}
