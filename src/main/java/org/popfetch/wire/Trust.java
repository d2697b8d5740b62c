package org.popfetch.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.ClientCertificate;
import org.popfetch.account.Pin;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// One TLS context per trust policy, kept for the life of the program: connections that share it
/// resume each other's sessions, and certificate stores are read once.
final class Trust {
  /// Whom to trust: the pins when there are any, else the CA file, else the system's store; and
  /// what to show to whoever asks.
  private record Policy(
      Optional<Path> caFile,
      List<Pin> pins,
      boolean revocation,
      Optional<ClientCertificate> client) {}

  private static final ConcurrentMap<Policy, SSLContext> CONTEXTS = new ConcurrentHashMap<>();

  private Trust() {}

  /// @throws Failed `CONFIG` when the CA file, or the client certificate, cannot be read
  static SSLContext context(Tls tls) throws Failed {
    Policy policy = new Policy(tls.caFile(), tls.pins(), tls.revocation(), tls.client());
    SSLContext known = CONTEXTS.get(policy);
    if (known != null) {
      return known;
    }
    SSLContext made = make(trust(policy), keys(policy));
    SSLContext first = CONTEXTS.putIfAbsent(policy, made);
    return first == null ? made : first;
  }

  private static ServerTrust trust(Policy policy) throws Failed {
    if (!policy.pins.isEmpty()) {
      return new PinnedTrust(policy.pins);
    }
    if (policy.caFile.isPresent()) {
      X509ExtendedTrustManager authorities = read(policy.caFile.get(), policy.revocation);
      return new AuthorityTrust(() -> authorities);
    }
    // Read while the ClientHello is on its way: that takes longer than many a round trip.
    var reading =
        CompletableFuture.supplyAsync(
            () -> Authorities.ofSystem(policy.revocation),
            work -> Thread.ofPlatform().daemon().start(work));
    return new AuthorityTrust(reading::join);
  }

  /// Null, which JSSE takes for none.
  private static KeyManager @Nullable [] keys(Policy policy) throws Failed {
    return policy.client.isEmpty()
        ? null
        : new KeyManager[] {ClientKey.read(policy.client.get()).shown()};
  }

  private static X509ExtendedTrustManager read(Path caFile, boolean revocation) throws Failed {
    try {
      return Authorities.of(caFile, revocation);
    } catch (IOException | GeneralSecurityException e) {
      throw new Failed(
          new Failure(
              Kind.CONFIG,
              "reading the certificates to trust from " + caFile,
              e instanceof IOException io
                  ? Authorities.reason(io)
                  : "a certificate in it cannot be read",
              "check tls-ca-file"),
          e);
    }
  }

  private static SSLContext make(ServerTrust trust, KeyManager @Nullable [] keys) {
    try {
      SSLContext context = TlsProvider.context();
      context.init(keys, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
