package org.popfetch.wire;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Decides whether a server's certificate is trusted. JSSE's interface is wider than a client on a
/// socket needs; this narrows it to one question.
abstract class ServerTrust extends X509ExtendedTrustManager {
  /// @param socket the connection, whose host name the certificate must bear
  abstract void check(X509Certificate[] chain, String keyExchange, Optional<Socket> socket)
      throws CertificateException;

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
      throws CertificateException {
    check(chain, known(keyExchange), Optional.of(socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    check(chain, known(keyExchange), Optional.empty());
  }

  /// TLS 1.3 has no key exchange of a certificate's (RFC 8446 §1.2): what stands there in its place
  /// is `GENERIC` for Conscrypt, and for the trust managers of Java, which Conscrypt asks,
  /// `UNKNOWN`.
  private static String known(String keyExchange) {
    return keyExchange.equals("GENERIC") ? "UNKNOWN" : keyExchange;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no engine is used here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
