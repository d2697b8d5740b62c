package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.popfetch.account.Account;
import org.popfetch.pop3.ServerText;

/// Whose messages are remembered: one user's maildrop on one host.
///
/// @param host as the configuration writes it
/// @param user the login name
public record Mailbox(String host, String user) {
  public static Mailbox of(Account account) {
    return new Mailbox(account.server().host(), account.login().user());
  }

  /// Whether both are the same mailbox: host names know no case, login names do.
  public boolean isSameAs(Mailbox other) {
    return host.equalsIgnoreCase(other.host) && user.equals(other.user);
  }

  /// Escaped: what a state file says is not to be trusted.
  @Override
  public String toString() {
    return shown(user) + " on " + shown(host);
  }

  private static ServerText shown(String text) {
    byte[] octets = text.getBytes(UTF_8);
    return ServerText.of(octets, 0, octets.length);
  }
}
