package org.popfetch.account;

import java.time.Duration;
import java.util.regex.Pattern;

/// A server, and how to speak with it.
///
/// @param host as written in the configuration: a name, an IPv4 or an IPv6 address without brackets
/// @param port 1 to 65535
/// @param tls how the connection is protected
/// @param timeout bounds connect, TLS, greeting and any silence inside a reply; at least one second
/// @param pipelining whether commands may be sent before earlier ones were answered
/// @param route how the connection gets there
public record Server(
    String host, int port, Tls tls, Duration timeout, Pipelining pipelining, Route route) {
  /// Nothing but an address: resolvers look up `127.0.0.256` as a name, and somebody may own it.
  private static final Pattern LOOPBACK_4 =
      Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})){3}");

  /// One that is reached directly.
  public Server(String host, int port, Tls tls, Duration timeout, Pipelining pipelining) {
    this(host, port, tls, timeout, pipelining, Route.DIRECT);
  }

  /// Whether the connection stays on this machine, where a plaintext password is safe. One through
  /// a proxy or a tunnel does not: `localhost` is another machine at its end.
  public boolean isLoopback() {
    return route instanceof Route.Direct && isLoopback(host);
  }

  /// Whether a host is this machine: `localhost`, 127.0.0.0/8 and ::1. Decided from the text alone;
  /// a name that merely resolves to loopback does not count.
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || LOOPBACK_4.matcher(host).matches();
  }
}
