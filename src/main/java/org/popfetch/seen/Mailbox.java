package org.popfetch.seen;

import org.popfetch.account.Account;

/// Whose messages are remembered: one user's maildrop on one host.
///
/// @param host as the configuration writes it
/// @param user the login name
public record Mailbox(String host, String user) {
  public static Mailbox of(Account account) {
    return new Mailbox(account.host(), account.user());
  }

  /// Whether both are the same mailbox: host names know no case, login names do.
  public boolean isSameAs(Mailbox other) {
    return host.equalsIgnoreCase(other.host) && user.equals(other.user);
  }

  @Override
  public String toString() {
    return user + " on " + host;
  }
}
