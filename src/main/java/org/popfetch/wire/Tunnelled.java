package org.popfetch.wire;

import java.io.IOException;
import org.popfetch.account.Route;
import org.popfetch.os.Companion;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// To a server by a program: what it writes comes from the server, what it reads goes there.
final class Tunnelled implements Line {
  private final Endpoint server;
  private final Route.Tunnel tunnel;

  Tunnelled(Endpoint server, Route.Tunnel tunnel) {
    this.server = server;
    this.tunnel = tunnel;
  }

  @Override
  public Connection connect(Transcript transcript) throws Failed {
    try {
      var socket = new TunnelSocket(Companion.start(tunnel.argv()), Detour.described(tunnel));
      return new Connection(server, socket, transcript, false);
    } catch (IOException e) {
      String doing = "connecting to " + server + " by " + Detour.described(tunnel);
      throw new Failed(
          new Failure(Kind.UNREACHABLE, doing, Spoken.harmless(Reason.of(e)), "check tunnel"), e);
    }
  }

  /// Nothing is waited for: a program that starts is a connection.
  @Override
  public void giveUp() {}
}
