package org.popfetch.doctor;

import java.time.Duration;
import org.popfetch.account.Route;
import org.popfetch.account.Server;
import org.popfetch.report.Failure;

/// What is seen of a way that does not lead straight to the server.
final class DetourSteps {
  private DetourSteps() {}

  /// That nobody on this side looks the name up.
  static Step name(Server server) {
    String by =
        switch (server.route()) {
          case Route.Socks5 _, Route.HttpConnect _ -> "looked up by the proxy, not here";
          case Route.Tunnel _ -> "where it is, the tunnel knows";
          case Route.Direct _ -> "looked up here";
        };
    return Step.good(Part.NAME, server.host() + ": " + by);
  }

  static Step connected(Server server, Duration took) {
    String way =
        switch (server.route()) {
          case Route.Socks5 proxy -> "port " + server.port() + " through " + proxy;
          case Route.HttpConnect proxy -> "port " + server.port() + " through " + proxy;
          case Route.Tunnel tunnel -> "by `" + String.join(" ", tunnel.argv()) + "`, started";
          case Route.Direct _ -> "port " + server.port();
        };
    return Step.good(Part.CONNECT, way + " in " + PlaceAdvice.time(took));
  }

  /// What to do when it does not lead there.
  static Advice blocked(Failure failure, Server server) {
    return switch (server.route()) {
      case Route.Tunnel _ -> Advice.of("Try the command of tunnel by hand: POP3 should greet you.");
      case Route.Socks5 _, Route.HttpConnect _ ->
          PlaceAdvice.next(failure).say("Is the proxy the right one, and does it let you there?");
      case Route.Direct _ -> PlaceAdvice.next(failure);
    };
  }
}
