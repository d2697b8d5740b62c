package org.popfetch.account;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// One mailbox on one server, and what is to be done with its mail.
///
/// @param name the user's name for it
/// @param host as written in the configuration: a name, an IPv4 or an IPv6 address without brackets
/// @param port 1 to 65535
/// @param tls how the connection is protected
/// @param user the login name, as the server wants it
/// @param password where the password comes from
/// @param allowPlaintext whether a password may cross an unprotected network
/// @param auth the mechanisms to try, in this order; empty: whatever is offered, in the usual order
/// @param keep how long a delivered message stays on the server
/// @param destination where messages go
/// @param limits what a single run may fetch
/// @param timeout bounds connect, TLS, greeting and any silence inside a reply; at least one second
/// @param pipelining whether commands may be sent before earlier ones were answered
/// @param receivedHeader whether a `Received` field is put in front of each message
/// @param enabled whether a run without account names includes this one
public record Account(
    AccountName name,
    String host,
    int port,
    Tls tls,
    String user,
    PasswordSource password,
    boolean allowPlaintext,
    List<Mechanism> auth,
    Keep keep,
    Destination destination,
    Limits limits,
    Duration timeout,
    Pipelining pipelining,
    boolean receivedHeader,
    boolean enabled) {

  /// Nothing but an address: resolvers look up `127.0.0.256` as a name, and somebody may own it.
  private static final Pattern LOOPBACK_4 =
      Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})){3}");

  public Account {
    auth = List.copyOf(auth);
  }

  public Account withKeep(Keep other) {
    return new Account(
        name,
        host,
        port,
        tls,
        user,
        password,
        allowPlaintext,
        auth,
        other,
        destination,
        limits,
        timeout,
        pipelining,
        receivedHeader,
        enabled);
  }

  public Account withLimits(Limits other) {
    return new Account(
        name,
        host,
        port,
        tls,
        user,
        password,
        allowPlaintext,
        auth,
        keep,
        destination,
        other,
        timeout,
        pipelining,
        receivedHeader,
        enabled);
  }

  /// Whether the connection stays on this machine, where a plaintext password is safe.
  public boolean isLoopback() {
    return isLoopback(host);
  }

  /// Whether a host is this machine: `localhost`, 127.0.0.0/8 and ::1. Decided from the text alone;
  /// a name that merely resolves to loopback does not count.
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || LOOPBACK_4.matcher(host).matches();
  }
}
