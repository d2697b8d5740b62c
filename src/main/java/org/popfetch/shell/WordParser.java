package org.popfetch.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Words between blanks: POP3 knows no quotes and no escapes.
final class WordParser implements Parser {
  private record Words(String line, int cursor, List<String> words, int wordIndex, int wordCursor)
      implements CompletingParsedLine {
    @Override
    public String word() {
      return words.get(wordIndex);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor;
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    List<String> words = new ArrayList<>();
    int index = -1;
    int inWord = 0;
    int at = 0;
    while (at < line.length()) {
      if (isBlank(line.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < line.length() && !isBlank(line.charAt(end))) {
        end++;
      }
      if (index < 0 && cursor <= end) {
        // Before the word, between blanks: an empty word of its own.
        index = words.size();
        if (cursor < at) {
          words.add("");
        } else {
          inWord = cursor - at;
        }
      }
      words.add(line.substring(at, end));
      at = end;
    }
    if (index < 0) {
      index = words.size();
      words.add("");
    }
    return new Words(line, cursor, words, index, inWord);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public boolean isEscapeChar(char ch) {
    return false;
  }
}
