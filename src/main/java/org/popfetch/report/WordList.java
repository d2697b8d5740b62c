package org.popfetch.report;

import java.util.List;

/// Words as a message lists them.
public final class WordList {
  private WordList() {}

  /// `a, b or c`.
  ///
  /// @param last what stands before the last one, blanks included
  public static String of(List<String> words, String last) {
    int most = words.size() - 1;
    return most < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, most)) + last + words.get(most);
  }
}
