package org.popfetch.doctor;

import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.account.Route;
import org.popfetch.account.Tls;
import org.popfetch.pop3.Capabilities;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.session.OpenPort;
import org.popfetch.sync.Stop;
import org.popfetch.wire.Connection;
import org.popfetch.wire.Line;
import org.popfetch.wire.TlsFacts;
import org.popfetch.wire.Transcript;
import org.popfetch.wire.Untrusted;

/// Where TLS is not what the configuration says: whether the same host has it elsewhere, and what
/// to write then. A look of a few seconds; nothing is sent there but a `CAPA` at the most.
///
/// @param account whose host, and whose trust
/// @param tlsPort where servers speak TLS from the first octet
record SecondLook(Account account, int tlsPort, Stop stop) {
  /// What a port does with TLS from the first octet.
  sealed interface Tlsness {
    /// It answers, and its certificate is trusted.
    record Good(TlsFacts facts) implements Tlsness {}

    /// It answers, and its certificate is not trusted.
    record Doubtful(Failure why) implements Tlsness {}

    /// It does not answer, or not with TLS.
    record None() implements Tlsness {}
  }

  /// TLS from the first octet was wanted; perhaps it begins later on this port.
  Advice insteadOfTls() {
    Optional<OpenPort> plain = withoutTls();
    if (plain.isEmpty()) {
      return Advice.of("The port answers neither with TLS that can be used nor with POP3.")
          .and(byTlsPort());
    }
    Advice greets =
        Advice.of(
            "Port "
                + account.server().port()
                + " greets in plain text: \""
                + plain.get().greeting()
                + "\".");
    Advice within =
        plain.get().offersStls()
            ? Advice.of("It offers STLS, by which TLS begins later. Try:")
                .write("tls = \"starttls\"")
            : Advice.of("It offers no STLS either.")
                .and(account.server().isLoopback() ? Advice.NONE : byTlsPort());
    return greets.and(within).and(onLoopback());
  }

  private Advice onLoopback() {
    return account.server().isLoopback()
        ? Advice.of("Without TLS it is safe here, too: nothing leaves this machine. Write:")
            .write("tls = \"none\"")
        : Advice.NONE;
  }

  /// STLS was wanted, and is not to be had, or not to be trusted.
  Advice insteadOfStls(Failure failure) {
    boolean injected = failure.cause().contains("cannot be trusted");
    Advice why =
        injected
            ? Advice.of(
                "That is how a stranger on the line would slip words in. Try from another network;"
                    + " if it stays so, tell the server's operator.")
            : Advice.of("popfetch will not send a password over an open line.");
    return why.and(byTlsPort());
  }

  /// A password was not to be sent as anybody could read it.
  Advice insteadOfOpenLine(Capabilities offered) {
    return offered.has("STLS")
        ? Advice.of("The server offers TLS by STLS on this port. Write:")
            .write("tls = \"starttls\"")
        : byTlsPort()
            .say("If anybody on the way may read the password, write:")
            .write("allow-plaintext = true");
  }

  /// What to do when TLS is wanted and the port that is configured does not give it: the way by the
  /// port for TLS, if that answers.
  Advice byTlsPort() {
    // A tunnel leads where it leads, whatever port is asked for.
    if (account.server().port() == tlsPort || account.server().route() instanceof Route.Tunnel) {
      return Advice.NONE;
    }
    String port = "Port " + tlsPort + " of the same host ";
    return switch (at(tlsPort)) {
      case Tlsness.Good(TlsFacts facts) ->
          implicit(port + "answers with " + facts.version() + " and a good certificate. Try:");
      case Tlsness.Doubtful(Failure why) ->
          implicit(port + "answers with TLS, but there " + why.cause() + ". Try, and come back:");
      case Tlsness.None() ->
          Advice.of(port + "does not answer with TLS. Ask the operator where it can be had.");
    };
  }

  private Advice implicit(String sentence) {
    return Advice.of(sentence).write("tls = \"implicit\"").write("port = " + tlsPort);
  }

  /// Asks a port for TLS.
  Tlsness at(int port) {
    Tls implicit = account.server().tls().with(Tls.Mode.IMPLICIT);
    try (Connection connection = connect(port)) {
      connection.startTls(implicit);
      return connection.tls().<Tlsness>map(Tlsness.Good::new).orElseGet(Tlsness.None::new);
    } catch (Failed failed) {
      return Untrusted.in(failed).isPresent()
          ? new Tlsness.Doubtful(failed.failure())
          : new Tlsness.None();
    }
  }

  /// What the port that is configured says without TLS; nothing when it does not greet.
  Optional<OpenPort> withoutTls() {
    try (Connection connection = connect(account.server().port())) {
      return Optional.of(OpenPort.look(account, connection));
    } catch (Failed failed) {
      return Optional.empty();
    }
  }

  private Connection connect(int port) throws Failed {
    Line line = Line.forLook(account.server(), port);
    try (var _ = stop.onExpiry(line::giveUp)) {
      return line.connect(Transcript.none());
    }
  }
}
