package org.popfetch.faults.server;

import java.util.Optional;

/// A proper answer, before anything goes wrong with it.
///
/// @param body what follows the status line when it is a multi-line one, with CRLFs
record Answer(String status, Optional<String> body, Then then) {

  /// What becomes of the session.
  enum Then {
    GO_ON,
    BEGIN_TLS,
    END
  }

  static Answer ok(String text) {
    return new Answer("+OK " + text, Optional.empty(), Then.GO_ON);
  }

  static Answer err(String text) {
    return new Answer("-ERR " + text, Optional.empty(), Then.GO_ON);
  }

  static Answer body(String text, String body) {
    return new Answer("+OK " + text, Optional.of(body), Then.GO_ON);
  }

  Answer and(Then next) {
    return new Answer(status, body, next);
  }

  /// As it goes over the wire (RFC 1939 §3).
  ///
  /// @param stuffed whether lines that begin with a dot get another one
  String octets(boolean stuffed) {
    return status + "\r\n" + body.map(text -> multiLine(text, stuffed)).orElse("");
  }

  private static String multiLine(String text, boolean stuffed) {
    String whole = text.isEmpty() || text.endsWith("\r\n") ? text : text + "\r\n";
    String lines = stuffed ? stuff(whole) : whole;
    return lines + ".\r\n";
  }

  private static String stuff(String lines) {
    String stuffed = lines.replace("\r\n.", "\r\n..");
    return stuffed.startsWith(".") ? "." + stuffed : stuffed;
  }
}
