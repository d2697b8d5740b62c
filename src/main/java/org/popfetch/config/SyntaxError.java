package org.popfetch.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The TOML parser's messages, in plain words. What the parser found is left out of them: it may be
/// a part of a password whose quotes are missing.
final class SyntaxError {
  private static final Pattern UNEXPECTED = Pattern.compile("(?s)Unexpected .*, expected (.*)");
  private static final Pattern TWICE =
      Pattern.compile("(?s)(.*) previously defined at line (\\d+), column \\d+");
  private static final Pattern ESCAPE = Pattern.compile("(?s)(.*escape sequence) '.*");

  private SyntaxError() {}

  /// @param message as the parser words it
  static String explain(String message) {
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return expected(unexpected.group(1));
    }
    Matcher twice = TWICE.matcher(message);
    if (twice.matches()) {
      return twice.group(1) + " is in the file already, at line " + twice.group(2);
    }
    Matcher escape = ESCAPE.matcher(message);
    if (escape.matches()) {
      return "unknown escape; a backslash in \"quotes\" is written twice, in 'quotes' once";
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String expected(String what) {
    return switch (what) {
      case "a value" -> "no value; text is written in quotes: \"…\"";
      case "\" or a character", "' or a character" -> "the quotes do not end in this line";
      case "a newline or end-of-input" -> "the line should end here";
      default -> "expected " + what;
    };
  }
}
