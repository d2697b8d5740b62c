package org.popfetch.session;

import org.popfetch.account.Account;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.wire.Connection;

/// What a port says to somebody who does not begin with TLS: a look, on a connection of its own,
/// where TLS from the first octet was wanted and is not to be had. Nothing but `CAPA` is sent.
///
/// @param greeting all of its first line
/// @param offers what it announces
public record OpenPort(ServerText greeting, Capabilities offers) {
  /// Looks, on a new connection.
  ///
  /// @throws Failed `PROTOCOL` when it is another service than POP3, `UNREACHABLE`,
  ///   `SERVER_REFUSED`, `TLS`
  public static OpenPort look(Account account, Connection connection) throws Failed {
    var stepwise = new Stepwise(account, connection);
    return new OpenPort(stepwise.greet(), stepwise.capabilities());
  }

  /// Whether TLS can begin here all the same (RFC 2595 §4).
  public boolean offersStls() {
    return offers.has("STLS");
  }
}
