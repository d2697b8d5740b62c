package org.popfetch.wire;

import java.time.Duration;
import org.popfetch.account.Server;

/// Where a server is, and how patient to be with it.
///
/// @param host a name, an IPv4 address, or an IPv6 address without brackets
/// @param port 1 to 65535
/// @param timeout bounds each of: finding and reaching the server, TLS, the greeting, and any
///   silence inside a reply
public record Endpoint(String host, int port, Duration timeout) {
  public static Endpoint of(Server server) {
    return new Endpoint(server.host(), server.port(), server.timeout());
  }

  /// `host:port`, as people write it.
  @Override
  public String toString() {
    return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
  }
}
