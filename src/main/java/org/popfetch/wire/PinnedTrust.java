package org.popfetch.wire;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Pin;

/// Trusts the certificates, or the keys, that the user pinned, and asks neither for a CA nor for a
/// name nor for a date: whoever holds the key is the server.
final class PinnedTrust extends ServerTrust {
  private final List<Pin> pins;

  PinnedTrust(List<Pin> pins) {
    this.pins = pins;
  }

  @Override
  void check(X509Certificate[] chain, String keyExchange, Optional<Socket> socket)
      throws CertificateException {
    if (pins.stream().noneMatch(pin -> Fingerprint.of(pin.of(), chain[0]).equals(pin))) {
      throw new Distrusted(
          Distrusted.Why.PIN, chain, new CertificateException("none of the pinned ones"));
    }
  }
}
