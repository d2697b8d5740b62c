package org.popfetch.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Turns the text of a sample into the octets of a message as a mail server has them.
final class SamplePost {

  private SamplePost() {}

  /// A message as it lies in a mailbox: with the fields of its delivery in front, its lines ended
  /// by CRLF.
  ///
  /// @param sender of the envelope; empty for a bounce
  /// @param date in the form of RFC 5322 §3.3; also makes the ids, so no two samples share one
  /// @param text the other fields, an empty line and the body; lines ended by LF
  static DemoMessage post(String sender, String date, String text) {
    return post(sender, date, text, StandardCharsets.UTF_8);
  }

  /// The same in another charset.
  static DemoMessage post(String sender, String date, String text, Charset charset) {
    String id = "%08x".formatted(date.hashCode());
    String delivery =
        """
        Return-Path: <%1$s>
        Received: from relay.example.org (relay.example.org [192.0.2.25])
        \tby mx.example.net (Postfix) with ESMTPS id %2$s
        \tfor <charles@example.net>; %3$s
        Date: %3$s
        Message-ID: <%2$s@example.org>
        """
            .formatted(sender, id, date);
    return DemoMessage.of((delivery + text).replace("\n", "\r\n").getBytes(charset));
  }

  /// Octets in base64, in lines of 76 characters ended by LF.
  static String base64(byte[] octets) {
    return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(octets);
  }

  static String base64(String text) {
    return base64(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
