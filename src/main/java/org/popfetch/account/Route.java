package org.popfetch.account;

import java.util.List;
import java.util.Optional;

/// How a connection gets from this machine to the server.
public sealed interface Route {
  /// Straight to it.
  ///
  /// @param sourceAddress the address of this machine that it starts from; the system chooses one
  ///   when there is none
  record Direct(Optional<String> sourceAddress) implements Route {}

  /// Through a SOCKS proxy (RFC 1928), which looks the server's name up.
  record Socks5(Proxy proxy) implements Route {
    /// As the configuration writes it.
    @Override
    public String toString() {
      return "socks5://" + proxy;
    }
  }

  /// Through an HTTP proxy by `CONNECT` (RFC 9110 §9.3.6); it looks the server's name up.
  record HttpConnect(Proxy proxy) implements Route {
    /// As the configuration writes it.
    @Override
    public String toString() {
      return "http://" + proxy;
    }
  }

  /// By a program, which leads to the server: its standard input and output are the connection. Run
  /// without a shell.
  record Tunnel(List<String> argv) implements Route {
    public Tunnel {
      argv = List.copyOf(argv);
    }
  }

  /// A proxy, and who may use it.
  ///
  /// @param host a name or an address without brackets
  /// @param port 1 to 65535
  record Proxy(String host, int port, Optional<Visitor> visitor) {
    /// `host:port`, and before it the user with a mask for the password.
    @Override
    public String toString() {
      return visitor.map(one -> one + "@").orElse("") + place();
    }

    /// `host:port` alone.
    public String place() {
      return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
    }
  }

  /// Whom a proxy knows.
  record Visitor(String user, Secret password) {
    @Override
    public String toString() {
      return user.replace("%", "%25").replace(":", "%3A") + ':' + password;
    }
  }

  /// Straight, from whatever address the system chooses.
  Route DIRECT = new Direct(Optional.empty());
}
