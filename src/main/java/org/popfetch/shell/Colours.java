package org.popfetch.shell;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours what is typed: known commands, words of ours, unknown ones of those; secrets become
/// stars, coloured or not.
final class Colours implements Highlighter {
  private final boolean coloured;

  Colours(boolean coloured) {
    this.coloured = coloured;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    String shown = Discretion.starred(buffer);
    int from = shown.length() - shown.stripLeading().length();
    int to = from;
    while (to < shown.length() && shown.charAt(to) != ' ' && shown.charAt(to) != '\t') {
      to++;
    }
    return new AttributedStringBuilder()
        .append(shown.substring(0, from))
        .styled(style(shown.substring(from, to)), shown.substring(from, to))
        .append(shown.substring(to))
        .toAttributedString();
  }

  private AttributedStyle style(String word) {
    var plain = AttributedStyle.DEFAULT;
    if (!coloured) {
      return plain;
    }
    if (word.startsWith(":")) {
      boolean known = LocalWord.named(word.substring(1)).isPresent();
      return plain.foreground(known ? AttributedStyle.CYAN : AttributedStyle.RED);
    }
    return PopCommand.named(word).isPresent()
        ? plain.bold().foreground(AttributedStyle.GREEN)
        : plain;
  }
}
