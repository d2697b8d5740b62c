package org.popfetch.peers;

import java.util.Optional;
import java.util.OptionalInt;
import org.popfetch.account.Tls;
import org.popfetch.testing.TestKey;

/// What a fetcher is told to do.
///
/// @param account the name of the account, which some fetchers have no use for
/// @param user whose maildrop it is; the password is `abracadabra`
/// @param keep whether the mail stays on the server
/// @param timeout in seconds; the fetcher's own when there is none
/// @param trusted the certificate of an authority to trust
/// @param pinned the one certificate to trust
/// @param extra lines for popfetch alone
public record Order(
    String account,
    String user,
    String host,
    int port,
    Tls.Mode tls,
    boolean keep,
    Into into,
    OptionalInt timeout,
    Optional<TestKey> trusted,
    Optional<TestKey> pinned,
    String extra) {

  /// Where mail goes, as files in the fetcher's home.
  public enum Into {
    /// `Mail`.
    MAILDIR,
    /// `mbox`.
    MBOX,
    /// To the program `program`, which puts each message into a file of the folder `taken`.
    PROGRAM
  }

  /// Keeps what is on the server, and delivers it to a Maildir, without TLS.
  public static Order simple(int port) {
    return new Order(
        "work",
        "me",
        "localhost",
        port,
        Tls.Mode.NONE,
        true,
        Into.MAILDIR,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  public Order named(String other) {
    return new Order(other, user, host, port, tls, keep, into, timeout, trusted, pinned, extra);
  }

  /// The maildrop of another user, as an account of that name.
  public Order of(String other) {
    return new Order(other, other, host, port, tls, keep, into, timeout, trusted, pinned, extra);
  }

  public Order at(String otherHost) {
    return new Order(
        account, user, otherHost, port, tls, keep, into, timeout, trusted, pinned, extra);
  }

  public Order over(Tls.Mode mode) {
    return new Order(account, user, host, port, mode, keep, into, timeout, trusted, pinned, extra);
  }

  /// Deletes on the server what was delivered.
  public Order deleting() {
    return new Order(account, user, host, port, tls, false, into, timeout, trusted, pinned, extra);
  }

  public Order into(Into other) {
    return new Order(account, user, host, port, tls, keep, other, timeout, trusted, pinned, extra);
  }

  public Order within(int seconds) {
    return new Order(
        account,
        user,
        host,
        port,
        tls,
        keep,
        into,
        OptionalInt.of(seconds),
        trusted,
        pinned,
        extra);
  }

  public Order trusting(TestKey authority) {
    return new Order(
        account, user, host, port, tls, keep, into, timeout, Optional.of(authority), pinned, extra);
  }

  public Order pinning(TestKey key) {
    return new Order(
        account, user, host, port, tls, keep, into, timeout, trusted, Optional.of(key), extra);
  }

  /// Says more to popfetch.
  public Order saying(String lines) {
    return new Order(account, user, host, port, tls, keep, into, timeout, trusted, pinned, lines);
  }
}
