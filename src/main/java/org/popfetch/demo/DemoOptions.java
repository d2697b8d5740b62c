package org.popfetch.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

/// What a [DemoServer] serves, and where on loopback.
///
/// @param mailboxes one for each user
/// @param port of the listener that begins in plaintext, 0 for one that the system chooses
/// @param tlsPort of the listener that begins with TLS; needs `tls`
/// @param tls the certificate to show; with it the plaintext listener offers STLS
/// @param idle how long a session may be silent; RFC 1939 §3 asks for ten minutes or more
/// @param lockPatience how long a login waits for a session that holds the maildrop and may just be
///   about to end
public record DemoOptions(
    List<DemoMailbox> mailboxes,
    OptionalInt port,
    OptionalInt tlsPort,
    Optional<SSLContext> tls,
    Duration idle,
    Duration lockPatience) {

  public DemoOptions {
    mailboxes = List.copyOf(mailboxes);
    if (port.isEmpty() && tlsPort.isEmpty()) {
      throw new IllegalArgumentException("a server needs a port to listen on");
    }
    if (tlsPort.isPresent() && tls.isEmpty()) {
      throw new IllegalArgumentException("a TLS port needs a certificate to show");
    }
    if (mailboxes.stream().map(DemoMailbox::user).distinct().count() < mailboxes.size()) {
      throw new IllegalArgumentException("two mailboxes for one user");
    }
  }

  /// A plaintext listener on a port that the system chooses.
  public static DemoOptions serving(DemoMailbox... mailboxes) {
    return new DemoOptions(
        List.of(mailboxes),
        OptionalInt.of(0),
        OptionalInt.empty(),
        Optional.empty(),
        Duration.ofMinutes(10),
        // Long enough for the end of a connection that was just dropped to be noticed.
        Duration.ofSeconds(1));
  }

  /// One mailbox more.
  public DemoOptions and(DemoMailbox mailbox) {
    var all = new ArrayList<>(mailboxes);
    all.add(mailbox);
    return new DemoOptions(all, port, tlsPort, tls, idle, lockPatience);
  }

  /// The plaintext listener on this port.
  public DemoOptions onPort(int number) {
    return new DemoOptions(mailboxes, OptionalInt.of(number), tlsPort, tls, idle, lockPatience);
  }

  /// STLS offered on the plaintext port, with this certificate.
  public DemoOptions withStls(SSLContext context) {
    return new DemoOptions(mailboxes, port, tlsPort, Optional.of(context), idle, lockPatience);
  }

  /// A second listener, on a port that the system chooses, which begins with TLS.
  public DemoOptions withTls(SSLContext context) {
    return new DemoOptions(
        mailboxes, port, OptionalInt.of(0), Optional.of(context), idle, lockPatience);
  }

  /// No plaintext listener.
  public DemoOptions tlsOnly() {
    return new DemoOptions(mailboxes, OptionalInt.empty(), tlsPort, tls, idle, lockPatience);
  }

  /// Another bound for a session's silence.
  public DemoOptions withIdle(Duration limit) {
    return new DemoOptions(mailboxes, port, tlsPort, tls, limit, lockPatience);
  }

  /// Another time for a login to wait for the maildrop.
  public DemoOptions withLockPatience(Duration limit) {
    return new DemoOptions(mailboxes, port, tlsPort, tls, idle, limit);
  }
}
