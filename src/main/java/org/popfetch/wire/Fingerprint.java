package org.popfetch.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.popfetch.account.Pin;

/// SHA-256 fingerprints of certificates and their keys.
public final class Fingerprint {
  private Fingerprint() {}

  public static Pin of(Pin.Of what, X509Certificate certificate) {
    try {
      byte[] octets =
          switch (what) {
            case CERTIFICATE -> certificate.getEncoded();
            case KEY -> certificate.getPublicKey().getEncoded();
          };
      return Pin.of(what, MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
