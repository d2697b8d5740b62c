package org.popfetch.wire;

import java.util.Optional;
import org.popfetch.account.Route;

/// The ways that do not lead straight to a server.
final class Detour {
  private static final int SHOWN = 80;

  private Detour() {}

  static Line to(Endpoint server, Route route) {
    return switch (route) {
      case Route.Direct(Optional<String> source) -> new Dialing(server, source);
      case Route.Socks5(Route.Proxy proxy) ->
          new Proxied(server, proxy, new Socks5(server, proxy.visitor()));
      case Route.HttpConnect(Route.Proxy proxy) ->
          new Proxied(server, proxy, new HttpConnect(server, proxy.visitor()));
      case Route.Tunnel tunnel -> new Tunnelled(server, tunnel);
    };
  }

  /// A tunnel's program as the user wrote it, between back quotes; cut when it is long.
  static String described(Route.Tunnel tunnel) {
    String line = String.join(" ", tunnel.argv());
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    return "`" + Spoken.harmless(shown) + "`";
  }
}
