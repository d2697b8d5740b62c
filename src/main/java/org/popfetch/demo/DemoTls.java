package org.popfetch.demo;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The server's half of TLS.
public final class DemoTls {

  private DemoTls() {}

  /// A context that shows the certificate in a key store, PKCS #12 or JKS.
  ///
  /// @param password of the store and of the key in it
  /// @throws IOException when the store cannot be read or opened with that password
  public static SSLContext context(Path keyStore, String password) throws IOException {
    try {
      char[] secret = password.toCharArray();
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(KeyStore.getInstance(keyStore.toFile(), secret), secret);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the key store " + keyStore, e);
    }
  }

  /// Shakes hands as the server on a connection of which nothing is read ahead.
  static SSLSocket accept(SSLContext context, Socket plain) throws IOException {
    // Of the overloads only this one, with a stream of octets already read, is for servers.
    var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
    socket.startHandshake();
    return socket;
  }
}
