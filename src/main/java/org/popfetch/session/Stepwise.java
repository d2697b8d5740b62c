package org.popfetch.session;

import org.jspecify.annotations.Nullable;
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
  private @Nullable Authorization authorization;
  private @Nullable Capabilities grants;

  public Stepwise(Account account, Connection connection) {
    this.account = account;
    this.connection = connection;
  }

  /// Begins TLS on a new connection: for `tls = "implicit"` alone.
  public TlsFacts beginTls() throws Failed {
    if (account.server().tls().mode() != Tls.Mode.IMPLICIT) {
      throw new IllegalStateException("TLS does not begin here");
    }
    connection.startTls(account.server().tls());
    return connection.tls().orElseThrow();
  }

  /// Waits for the greeting (RFC 1939 §4).
  public ServerText greet() throws Failed {
    Approach.Arrived arrived = Approach.greeted(connection, _ -> {});
    authorization = new Authorization(account, arrived, Acquaintance.STEP_BY_STEP, _ -> {});
    return arrived.greeting();
  }

  /// Asks what the server announces just now (RFC 2449 §5).
  public Capabilities capabilities() throws Failed {
    Capabilities known = grants;
    return known == null ? authorization().refresh() : known;
  }

  /// Begins TLS by `STLS` (RFC 2595 §4). What was announced before does not count any more.
  public TlsFacts stls() throws Failed {
    authorization().stls();
    return connection.tls().orElseThrow();
  }

  /// What is offered for logging in, after the last [#capabilities].
  public Offer offer() {
    return authorization().offer();
  }

  /// Logs in.
  ///
  /// @return the mechanism that did it
  public Mechanism logIn(Password password) throws Failed {
    try {
      Authorization.Way way = authorization().authenticate(password);
      grants = way.learnt().grants();
      return way.mechanism();
    } catch (AheadLost impossible) {
      throw impossible.seen();
    }
  }

  private Authorization authorization() {
    Authorization begun = authorization;
    if (begun == null) {
      throw new IllegalStateException("nobody has greeted yet");
    }
    return begun;
  }

  /// The maildrop that somebody is logged in to, one command at a time.
  public Transaction transaction(Capabilities capabilities) {
    return new Transaction(connection, capabilities, false, false);
  }

  @Override
  public void close() {
    connection.close();
  }
}
