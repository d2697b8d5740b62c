package org.popfetch.wire;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// TLS for conversations that are no POP3: Java's own, with the authorities that this system
/// trusts. Whoever uses it sees to the name in the certificate, as Java's HTTP client does.
public final class SystemTrust {
  private SystemTrust() {}

  /// A new context. Reads the system's store: some tens of milliseconds.
  public static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {Authorities.ofSystem(false)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
