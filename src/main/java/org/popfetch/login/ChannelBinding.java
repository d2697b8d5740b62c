package org.popfetch.login;

import com.ongres.scram.common.util.TlsServerEndpoint;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// What ties a login to the TLS connection that it runs over (RFC 5056): somebody in between has
/// another one with the server, and the login fails.
///
/// `tls-exporter` (RFC 9266) where TLS 1.3 gives it: that is the type that every server has to know
/// that binds to TLS 1.3. Else `tls-server-end-point` (RFC 5929 §4), the hash of the server's
/// certificate. One type is tried, never the other after it: a refusal counts as a wrong password
/// at most servers.
public final class ChannelBinding {
  private final String type;
  private final byte[] data;

  private ChannelBinding(String type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  /// Chooses the type.
  ///
  /// @param exported 32 octets of keying material (RFC 9266 §2), where there are some
  /// @param certificate the server's
  /// @return nothing where no hash is laid down for a certificate signed like this one
  public static Optional<ChannelBinding> of(
      Optional<byte[]> exported, X509Certificate certificate) {
    return exported
        .map(octets -> new ChannelBinding("tls-exporter", octets.clone()))
        .or(() -> endPoint(certificate));
  }

  private static Optional<ChannelBinding> endPoint(X509Certificate certificate) {
    try {
      byte[] hash = TlsServerEndpoint.getChannelBindingData(certificate);
      return hash.length == 0
          ? Optional.empty()
          : Optional.of(new ChannelBinding("tls-server-end-point", hash));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  public String type() {
    return type;
  }

  byte[] data() {
    return data.clone();
  }

  @Override
  public String toString() {
    return type;
  }
}
