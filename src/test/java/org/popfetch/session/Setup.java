package org.popfetch.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pin;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.pop3.Capabilities;
import org.popfetch.report.Failed;
import org.popfetch.testing.KeptSecrets;
import org.popfetch.wire.Transcript;

/// How a test opens its session: as `me` with the password `abracadabra`, on this machine, without
/// TLS and with all else as usual.
record Setup(
    String host,
    Tls tls,
    Duration timeout,
    List<Mechanism> auth,
    Pipelining pipelining,
    boolean lockStep,
    Transcript transcript) {

  static Setup plain() {
    return new Setup(
        "127.0.0.1",
        Tls.of(Tls.Mode.NONE),
        Duration.ofSeconds(10),
        List.of(),
        Pipelining.AUTO,
        false,
        Transcript.none());
  }

  static Setup starttls(Path caFile) {
    return plain().with(trusting(Tls.Mode.STARTTLS, caFile));
  }

  static Setup implicit(Path caFile) {
    return plain().with(trusting(Tls.Mode.IMPLICIT, caFile));
  }

  private static Tls trusting(Tls.Mode mode, Path caFile) {
    return new Tls(mode, Optional.of(caFile), List.of(), Optional.empty());
  }

  static Setup pinned(Pin... pins) {
    return plain()
        .with(new Tls(Tls.Mode.IMPLICIT, Optional.empty(), List.of(pins), Optional.empty()));
  }

  Setup at(String other) {
    return new Setup(other, tls, timeout, auth, pipelining, lockStep, transcript);
  }

  Setup with(Tls other) {
    return new Setup(host, other, timeout, auth, pipelining, lockStep, transcript);
  }

  Setup within(Duration other) {
    return new Setup(host, tls, other, auth, pipelining, lockStep, transcript);
  }

  Setup by(Mechanism... mechanisms) {
    return new Setup(host, tls, timeout, List.of(mechanisms), pipelining, lockStep, transcript);
  }

  Setup with(Pipelining other) {
    return new Setup(host, tls, timeout, auth, other, lockStep, transcript);
  }

  Setup inLockStep() {
    return new Setup(host, tls, timeout, auth, pipelining, true, transcript);
  }

  Setup heardBy(Transcript other) {
    return new Setup(host, tls, timeout, auth, pipelining, lockStep, other);
  }

  Transaction open(int port) throws Failed {
    return opening(port).open(known());
  }

  Opening opening(int port) {
    return new Opening(account(port), () -> new Secret("abracadabra"), this::hear, _ -> {});
  }

  private void hear(boolean fromServer, String line) {
    KeptSecrets.check("the dialogue", line);
    transcript.line(fromServer, line);
  }

  /// Nothing but whether the server is known to lose count.
  Acquaintance known() {
    return new Acquaintance(
        Capabilities.NONE, Capabilities.NONE, Acquaintance.Ahead.UNKNOWN, lockStep);
  }

  Account account(int port) {
    return new Account(
        new AccountName("test"),
        new Server(host, port, tls, timeout, pipelining),
        new Login("me", new PasswordSource.Ask(), false, auth),
        new Keep.Forever(),
        new Destination.Maildir(Path.of("/nowhere")),
        Limits.NONE,
        false,
        true);
  }
}
