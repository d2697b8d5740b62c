package org.popfetch.session;

import java.util.function.Consumer;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Tls;
import org.popfetch.login.Offer;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.wire.Connection;
import org.popfetch.wire.TlsFacts;

/// The way into a maildrop one step at a time, for whoever wants to look at each; [Opening] goes it
/// in one. The steps are taken in the order in which they stand here, each failing as there. One
/// thread owns it; only [#close] may be called by others.
public final class Stepwise implements AutoCloseable {
  private final Account account;
  private final Connection connection;
  private final Authorization authorization;

  public Stepwise(Account account, Connection connection) {
    this.account = account;
    this.connection = connection;
    Consumer<String> nobody = _ -> {};
    this.authorization = new Authorization(account, connection, nobody);
  }

  /// Begins TLS on a new connection: for `tls = "implicit"` alone.
  public TlsFacts beginTls() throws Failed {
    if (account.tls().mode() != Tls.Mode.IMPLICIT) {
      throw new IllegalStateException("TLS does not begin here");
    }
    connection.startTls(account.tls());
    return connection.tls().orElseThrow();
  }

  /// Waits for the greeting (RFC 1939 §4).
  public ServerText greet() throws Failed {
    return authorization.greet();
  }

  /// Asks what the server announces just now (RFC 2449 §5).
  public Capabilities capabilities() throws Failed {
    return authorization.announced();
  }

  /// Begins TLS by `STLS` (RFC 2595 §4). What was announced before does not count any more.
  public TlsFacts stls() throws Failed {
    authorization.stls();
    return connection.tls().orElseThrow();
  }

  /// What is offered for logging in, after the last [#capabilities].
  public Offer offer() {
    return authorization.offer();
  }

  /// Logs in.
  ///
  /// @return the mechanism that did it
  public Mechanism logIn(Password password) throws Failed {
    return authorization.authenticate(password);
  }

  /// The maildrop that somebody is logged in to, one command at a time.
  public Transaction transaction(Capabilities capabilities) {
    return new Transaction(connection, capabilities, false);
  }

  @Override
  public void close() {
    connection.close();
  }
}
