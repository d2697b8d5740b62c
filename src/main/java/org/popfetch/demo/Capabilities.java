package org.popfetch.demo;

import java.util.ArrayList;
import java.util.List;

/// What CAPA tells (RFC 2449 §5 and §6).
final class Capabilities {

  private static final List<String> ALWAYS =
      List.of(
          "TOP",
          "UIDL",
          "USER",
          "SASL PLAIN",
          "PIPELINING",
          "RESP-CODES",
          "AUTH-RESP-CODE",
          "IMPLEMENTATION popfetch-demo");

  private Capabilities() {}

  static ServerReply of(boolean stls) {
    var lines = new ArrayList<>(ALWAYS);
    if (stls) {
      lines.add("STLS");
    }
    return new ServerReply.Listing("+OK capabilities follow", lines);
  }
}
