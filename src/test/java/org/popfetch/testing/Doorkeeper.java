package org.popfetch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A server that speaks TLS from the first octet and may demand a certificate, greets as a POP3
/// server does, and notes what it saw of the first client.
public final class Doorkeeper implements AutoCloseable {
  private static final long MOST_SECONDS = 10;

  private final SSLServerSocket listener;
  private final CompletableFuture<SSLSocket> first = new CompletableFuture<>();

  private Doorkeeper(TestKey shown, TestKey trusted, SSLParameters parameters) {
    try {
      listener =
          (SSLServerSocket)
              context(shown, trusted)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      listener.setSSLParameters(parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /// Shows the certificate of [TestKeys#localhost].
  ///
  /// @param client the certificate that a client may show
  public static Doorkeeper trusting(TestKey client, SSLParameters parameters) {
    return new Doorkeeper(TestKeys.localhost(), client, parameters);
  }

  /// Shows a certificate and asks for none.
  public static Doorkeeper showing(TestKey own) {
    return new Doorkeeper(own, own, new SSLParameters());
  }

  private static SSLContext context(TestKey shown, TestKey trusted) {
    try {
      char[] password = TestKey.PASSWORD.toCharArray();
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(KeyStore.getInstance(shown.keyStore().toFile(), password), password);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("client", trusted.certificate());
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        var socket = (SSLSocket) listener.accept();
        Thread.ofVirtual().start(() -> greet(socket));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void greet(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
      first.complete(socket);
      socket.getOutputStream().write("+OK hello\r\n".getBytes(StandardCharsets.US_ASCII));
      while (socket.getInputStream().read() >= 0) {
        // The client goes when it has seen enough.
      }
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
  }

  private SSLSocket client() throws IOException {
    try {
      return first.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException("no client came in", e);
    }
  }

  /// The certificate that a client showed.
  public Certificate visitor() throws IOException {
    return client().getSession().getPeerCertificates()[0];
  }

  /// The name by which a client asked for the server (RFC 6066 §3).
  public String askedFor() throws IOException {
    return ((ExtendedSSLSession) client().getSession())
        .getRequestedServerNames().stream()
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
            .orElse("");
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
