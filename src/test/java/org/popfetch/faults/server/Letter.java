package org.popfetch.faults.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message as a server has it. Octets are the chars of a string.
///
/// @param number what it is called in tests; neither its message number nor its uid
/// @param uid its unique-id, which two letters may share
/// @param octets the message with its CRLFs, without byte-stuffing
/// @param listed the size that LIST tells, true or not
public record Letter(int number, String uid, String octets, String listed) {
  private static final Pattern NUMBER = Pattern.compile("(?m)^Message-ID: <(\\d+)@example\\.org>");

  private static final int LINES = 40;

  /// A letter of some 3 kB. Those numbered below ten are of the same size.
  public static Letter of(int number) {
    var body = new StringBuilder();
    for (int line = 10; line < 10 + LINES; line++) {
      body.append(
          "line %d of letter %d, and it goes on for a while like that\r\n".formatted(line, number));
    }
    return of(number, body.toString());
  }

  /// A letter with a body of the caller's.
  public static Letter of(int number, String body) {
    return new Letter(number, "uid-" + number, header(number) + "\r\n" + body, "").listedTruly();
  }

  private static String header(int number) {
    return """
    Return-Path: <sender@example.org>
    Date: Tue, 03 Mar 2026 10:00:0%d +0000
    From: Sender <sender@example.org>
    To: me@example.org
    Message-ID: <%d@example.org>
    Subject: letter %d
    """
        .formatted(number % 10, number, number)
        .replace("\n", "\r\n");
  }

  /// Which letter a text is, or was once; 0 when nobody can tell.
  public static int numberOf(String text) {
    Matcher found = NUMBER.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /// A letter of exactly these octets, which nobody can tell the number of by looking at it.
  public static Letter raw(int number, String octets) {
    return new Letter(number, "uid-" + number, octets, "").listedTruly();
  }

  public Letter withUid(String other) {
    return new Letter(number, other, octets, listed);
  }

  /// LIST tells this instead of the size, a number or not.
  public Letter listedAs(String size) {
    return new Letter(number, uid, octets, size);
  }

  private Letter listedTruly() {
    return listedAs(Integer.toString(octets.length()));
  }

  /// The message as it has to arrive: with LF for each CRLF, and with the line end that its last
  /// line gets on the way (RFC 1939 §3).
  public String arrived() {
    String whole = octets.isEmpty() || octets.endsWith("\r\n") ? octets : octets + "\r\n";
    return whole.replace("\r\n", "\n");
  }

  /// What TOP gives: header, empty line, and some lines of the body (RFC 1939 §7).
  String top(int lines) {
    int empty = octets.indexOf("\r\n\r\n");
    int end = empty < 0 ? octets.length() : empty + 4;
    for (int i = 0; i < lines && end < octets.length(); i++) {
      int next = octets.indexOf("\r\n", end);
      end = next < 0 ? octets.length() : next + 2;
    }
    return octets.substring(0, end);
  }
}
