package org.popfetch.shell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.popfetch.pop3.Command;

/// What a line is that somebody entered.
sealed interface Entered {
  /// An empty line, or a comment.
  record Nothing() implements Entered {}

  /// For the server, whether anybody knows it or not.
  ///
  /// @param octets one per character; what was typed, in UTF-8
  record ForServer(String octets) implements Entered {
    /// It may be a password.
    @Override
    public String toString() {
      return "ForServer[" + Command.Typed.of(octets).masked() + "]";
    }
  }

  /// For us.
  ///
  /// @param arguments the words that follow
  /// @param rest all that follows the first of them, blanks inside of it included
  record Local(LocalWord word, List<String> arguments, String rest) implements Entered {
    public Local {
      arguments = List.copyOf(arguments);
    }

    /// What follows may be a command with a password.
    @Override
    public String toString() {
      return "Local[" + word + "]";
    }
  }

  /// Begins with a colon, and means nothing.
  record Unknown(String word) implements Entered {}

  /// Known, but not with these arguments.
  record Misused(LocalWord word) implements Entered {}

  static Entered of(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new Nothing();
    }
    if (!text.startsWith(":")) {
      return new ForServer(octets(line.stripTrailing()));
    }
    List<String> words = words(text);
    Optional<LocalWord> word = LocalWord.named(words.getFirst().substring(1));
    if (word.isEmpty()) {
      return new Unknown(words.getFirst());
    }
    List<String> arguments = words.subList(1, words.size());
    return word.get().takes(arguments.size())
        ? new Local(word.get(), arguments, afterWords(text, 2))
        : new Misused(word.get());
  }

  /// The words of a line; none of a blank one.
  static List<String> words(String line) {
    return Arrays.stream(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
  }

  /// What follows so many words.
  static String afterWords(String text, int count) {
    String[] parts = text.split("[ \t]+", count + 1);
    return parts.length > count ? parts[count] : "";
  }

  /// A text in UTF-8, one octet per character, as POP3 lines are handed around.
  static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
