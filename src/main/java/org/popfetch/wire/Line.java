package org.popfetch.wire;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
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

  /// The way to a port of a server's host for a second look, which is not worth more than a few
  /// seconds.
  static Line forLook(Server server, int port) {
    Duration timeout = Collections.min(List.of(server.timeout(), Duration.ofSeconds(5)));
    return to(new Endpoint(server.host(), port, timeout), server.route());
  }

  /// @param endpoint the server, whatever lies in between
  private static Line to(Endpoint endpoint, Route route) {
    // No switch: most runs know but this one, and need not load the others.
    return route instanceof Route.Direct direct
        ? new Dialing(endpoint, direct.sourceAddress())
        : Detour.to(endpoint, route);
  }
}
