package org.popfetch.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Route;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// To a server through a proxy. The server's name goes to the proxy as it is written: nobody on
/// this side looks it up.
final class Proxied implements Line {
  private final Endpoint server;
  private final Route.Proxy proxy;
  private final Petition petition;
  private final Dialing dialing;
  private volatile @Nullable Socket socket;
  private volatile boolean givenUp;

  /// How a proxy is asked to connect.
  @FunctionalInterface
  interface Petition {
    /// Returns when the connection is there; reads not an octet more than the proxy's own answer.
    ///
    /// @throws Refused when the proxy will not
    void present(Socket proxy) throws IOException, Refused;
  }

  /// The proxy will not; the message says why, harmlessly.
  static final class Refused extends Exception {
    private final String next;

    Refused(String why, String next) {
      super(why);
      this.next = next;
    }
  }

  Proxied(Endpoint server, Route.Proxy proxy, Petition petition) {
    this.server = server;
    this.proxy = proxy;
    this.petition = petition;
    this.dialing =
        new Dialing(new Endpoint(proxy.host(), proxy.port(), server.timeout()), Optional.empty());
  }

  @Override
  public Connection connect(Transcript transcript) throws Failed {
    TimeBudget budget = TimeBudget.once(server.timeout());
    long begun = System.nanoTime();
    Socket made = reach();
    socket = made;
    budget.waited(System.nanoTime() - begun);
    boolean connected = false;
    var watchdog = new Watchdog(() -> Dialing.close(made));
    try {
      watchdog.arm(budget.left());
      petition.present(made);
      watchdog.dismiss();
      var connection = new Connection(server, made, transcript, false);
      socket = null; // Its owner is another now.
      connected = true;
      return connection;
    } catch (Refused e) {
      throw new Failed(
          new Failure(Kind.UNREACHABLE, doing(), String.valueOf(e.getMessage()), e.next), e);
    } catch (IOException e) {
      throw broken(e, watchdog.hasBitten());
    } finally {
      watchdog.dismiss();
      if (!connected) {
        Dialing.close(made);
      }
    }
  }

  private Socket reach() throws Failed {
    try {
      return dialing.dial();
    } catch (Failed e) {
      if (e.failure().kind() == Kind.STOPPED) {
        throw e;
      }
      String cause = "the proxy cannot be reached: " + e.failure().cause();
      throw new Failed(new Failure(Kind.UNREACHABLE, doing(), cause, "check proxy"), e);
    }
  }

  private Failed broken(IOException e, boolean late) {
    if (givenUp) {
      return new Failed(Kind.STOPPED, doing(), "given up", "");
    }
    String cause =
        late
            ? "the proxy did not connect within " + Spoken.duration(server.timeout())
            : "the proxy closed the connection";
    return new Failed(new Failure(Kind.UNREACHABLE, doing(), cause, "tried again next time"), e);
  }

  private String doing() {
    return "connecting to " + server + " through the proxy " + proxy.place();
  }

  @Override
  public void giveUp() {
    givenUp = true;
    dialing.giveUp();
    Socket made = socket;
    if (made != null) {
      Dialing.close(made);
    }
  }
}
