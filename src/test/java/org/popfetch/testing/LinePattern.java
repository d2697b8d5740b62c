package org.popfetch.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a line must be, or be like.
///
/// @param text as the script has it
/// @param regex of the octets
record LinePattern(String text, Pattern regex) {

  /// A star, and what is no star: escapes and other text.
  private static final Pattern TOKEN = Pattern.compile("(\\*)|(?:[^*\\\\]|\\\\.?)+");

  /// Exactly this text.
  ///
  /// @throws IllegalArgumentException when it holds a star that is not escaped
  static LinePattern exactly(String text) {
    if (TOKEN.matcher(text).results().anyMatch(token -> token.group(1) != null)) {
      throw new IllegalArgumentException(
          "write \\* for a star, or begin with C* (S*) for a pattern");
    }
    return like(text);
  }

  /// A text in which each star that is not escaped stands for any octets.
  static LinePattern like(String text) {
    String regex =
        TOKEN
            .matcher(text)
            .replaceAll(token ->
                Matcher.quoteReplacement(
                    token.group(1) != null ? ".*" : Pattern.quote(OctetText.parse(token.group()))));
    return new LinePattern(text, Pattern.compile(regex, Pattern.DOTALL));
  }

  boolean matches(String octets) {
    return regex.matcher(octets).matches();
  }

  /// How many of the octets, from the first, are as they should be.
  int agreesFor(String octets) {
    int n = octets.length();
    while (n > 0 && !couldBeginWith(octets.substring(0, n))) {
      n--;
    }
    return n;
  }

  @SuppressWarnings("JdkObsolete") // whether more input could have matched is what we ask
  private boolean couldBeginWith(String octets) {
    Matcher matcher = regex.matcher(octets);
    return matcher.matches() || matcher.hitEnd();
  }
}
