package org.popfetch.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import org.popfetch.message.Envelope;

/// A message for the tests of sinks.
///
/// @param uid tells it from others
/// @param sent as a server sends it, one octet per character
record Letter(String uid, String sent) {
  private static final Instant ARRIVED = Instant.parse("2026-11-01T07:02:33Z");

  /// A small, well-formed one.
  static Letter number(int n) {
    return new Letter(
        "uid" + n, "From: a@b\r\nSubject: " + n + "\r\n\r\nFrom here\r\n" + n + "\r\n");
  }

  byte[] octets() {
    return sent.getBytes(ISO_8859_1);
  }

  Envelope envelope() {
    return new Envelope(uid, "a@b", sent.length(), ARRIVED);
  }
}
