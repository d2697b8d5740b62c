package org.popfetch.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.config.Nearest;

/// What somebody may have meant who typed a word that is not there.
final class Meant {
  /// What other programs end with.
  private static final Map<String, String> LEAVING =
      Map.of("exit", "QUIT", "bye", "QUIT", "logout", "QUIT", "q", "QUIT");

  private Meant() {}

  /// A command of the server's, or a word of ours without its colon, instead of this command.
  static Optional<String> instead(String command) {
    String plain = command.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(LEAVING.get(plain))
        .or(() -> LocalWord.named(plain).map(LocalWord::word))
        .or(() -> Nearest.to(plain, names(PopCommand.values())).map(Meant::shouted))
        .or(() -> Nearest.to(plain, names(LocalWord.values())).map(near -> ':' + near));
  }

  /// A word of ours instead of this one, which begins with a colon.
  static Optional<String> insteadOfOurs(String word) {
    return Nearest.to(word.substring(1), names(LocalWord.values())).map(near -> ':' + near);
  }

  /// `; did you mean LIST?`, or the end that there is without a guess.
  static String orElse(Optional<String> guess, String otherwise) {
    return guess.map(near -> "; did you mean " + near + "? " + otherwise).orElse("; " + otherwise);
  }

  private static String shouted(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static List<String> names(Enum<?>... words) {
    return Stream.of(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
  }
}
