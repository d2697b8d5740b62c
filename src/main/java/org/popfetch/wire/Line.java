package org.popfetch.wire;

import org.popfetch.account.Route;
import org.popfetch.account.Server;
import org.popfetch.report.Failed;

/// The way to a server, gone once: directly by [Dialing], or by one of the [Detour]s.
public interface Line {
  /// Connects, and begins no TLS yet.
  ///
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, or `STOPPED` after [#giveUp]
  Connection connect(Transcript transcript) throws Failed;

  /// Makes [#connect] fail at once, from any thread; does nothing once that has returned.
  void giveUp();

  static Line to(Server server) {
    return to(Endpoint.of(server), server.route());
  }

  /// @param endpoint the server, whatever lies in between
  static Line to(Endpoint endpoint, Route route) {
    // No switch: most runs know but this one, and need not load the others.
    return route instanceof Route.Direct direct
        ? new Dialing(endpoint, direct.sourceAddress())
        : Detour.to(endpoint, route);
  }
}
