package org.popfetch.session;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.Tls;
import org.popfetch.login.Offer;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;
import org.popfetch.wire.Line;
import org.popfetch.wire.Transcript;

/// The way up to a server's greeting, on which nothing is told of the user. Usable once.
final class Approach {
  private final Account account;
  private final Transcript transcript;
  private final Consumer<String> phases;
  private volatile Line line;
  private volatile @Nullable Connection connection;
  private volatile boolean givenUp;

  /// Where it leads.
  ///
  /// @param greeting all of the server's first line
  /// @param timestamp of the greeting, for `APOP`
  record Arrived(Connection connection, ServerText greeting, Optional<String> timestamp) {}

  /// Connects to nothing yet.
  Approach(Account account, Transcript transcript, Consumer<String> phases) {
    this.account = account;
    this.transcript = transcript;
    this.phases = phases;
    this.line = Line.to(account.server());
  }

  Arrived arrive() throws Failed {
    phases.accept("connecting");
    Connection made = connect(transcript);
    boolean arrived = false;
    try {
      if (account.server().tls().mode() == Tls.Mode.IMPLICIT) {
        secure(made);
      }
      var there = greeted(made, phases);
      arrived = true;
      return there;
    } finally {
      if (!arrived) {
        made.close();
      }
    }
  }

  private Connection connect(Transcript heard) throws Failed {
    Connection made = line.connect(heard);
    connection = made;
    if (givenUp) {
      made.close();
      throw new Failed(Kind.STOPPED, "connecting", "given up", "");
    }
    return made;
  }

  private void secure(Connection made) throws Failed {
    try {
      made.startTls(account.server().tls());
    } catch (Failed failed) {
      throw made.heardPlaintext() ? withoutTls(failed) : failed;
    }
  }

  /// Where the port does not begin with TLS: what it does say, and how it can be had then.
  private Failed withoutTls(Failed failed) {
    line = Line.forLook(account.server(), account.server().port());
    String doing = failed.failure().doing();
    try (Connection open = connect(transcript)) {
      var port = OpenPort.look(account, open);
      String cause =
          "port %d does not begin with TLS, it greets in plain text: \"%s\""
              .formatted(account.server().port(), port.greeting());
      return new Failed(new Failure(Kind.TLS, doing, cause, instead(port)), failed);
    } catch (Failed second) {
      Failure why = second.failure();
      return why.kind() == Kind.PROTOCOL
          ? new Failed(new Failure(Kind.TLS, doing, why.cause(), why.next()), failed)
          : failed;
    }
  }

  private String instead(OpenPort port) {
    String stls = port.offersStls() ? "write tls = \"starttls\"" : "";
    String none = account.server().isLoopback() ? "tls = \"none\" is safe on this machine" : "";
    return stls.isEmpty() && none.isEmpty()
        ? "no password was sent; port = 995 is the usual one for TLS"
        : stls + (stls.isEmpty() || none.isEmpty() ? "" : "; ") + none;
  }

  /// Waits for the greeting (RFC 1939 §4).
  static Arrived greeted(Connection made, Consumer<String> phases) throws Failed {
    phases.accept("waiting for the greeting");
    ServerText greeting;
    try {
      greeting = made.greeting();
    } catch (Failed e) {
      throw new Failed(e.failure().whileDoing("waiting for the greeting"), e);
    }
    return switch (Reply.parse(greeting.latin1())) {
      case Reply.Ok ok -> new Arrived(made, greeting, Offer.timestamp(ok.text()));
      case Reply.Err err -> throw Refusals.ofSession("being greeted", err);
      case Reply.Challenge _, Reply.Unintelligible _ ->
          throw new Failed(
              Kind.PROTOCOL,
              "waiting for the greeting",
              "the server greeted with \"" + greeting + "\", which is not POP3",
              "check host and port");
    };
  }

  /// Makes [#arrive] fail soon, from any thread. Closes the connection too, when there is one.
  void giveUp() {
    givenUp = true;
    line.giveUp();
    Connection made = connection;
    if (made != null) {
      made.close();
    }
  }
}
