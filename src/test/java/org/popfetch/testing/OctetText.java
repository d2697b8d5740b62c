package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Octets as scripts write them. In memory an octet is a char of a string.
final class OctetText {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.|$)");

  private OctetText() {}

  /// The octets that a text with escapes stands for.
  ///
  /// @throws IllegalArgumentException on an escape that there is none of
  static String parse(String text) {
    var utf8 = new String(text.getBytes(UTF_8), ISO_8859_1);
    return ESCAPE
        .matcher(utf8)
        .replaceAll(match -> Matcher.quoteReplacement(octet(match.group(1))));
  }

  private static String octet(String escape) {
    return switch (escape) {
      case "0" -> "\0";
      case "r" -> "\r";
      case "n" -> "\n";
      case "t" -> "\t";
      case "\\" -> "\\";
      case "*" -> "*";
      case String s when s.length() == 3 ->
          Character.toString((char) Integer.parseInt(s.substring(1), 16));
      default -> throw new IllegalArgumentException("no such escape: \\" + escape);
    };
  }

  /// Octets as a text that can be read on a terminal, and put into a script.
  static String show(String octets) {
    var text = new StringBuilder();
    octets.chars().forEach(octet -> text.append(show((char) octet)));
    return text.toString();
  }

  private static String show(char octet) {
    return switch (octet) {
      case 0 -> "\\0";
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default ->
          octet >= ' ' && octet <= '~'
              ? Character.toString(octet)
              : "\\x%02x".formatted((int) octet);
    };
  }
}
