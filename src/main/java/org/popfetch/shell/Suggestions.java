package org.popfetch.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.popfetch.session.Conversation.State;

/// What could be typed next.
final class Suggestions {
  private static final List<String> MECHANISMS = List.of("PLAIN", "LOGIN", "CRAM-MD5");

  /// Something that could be typed.
  ///
  /// @param hint what it is or does
  record Suggestion(String text, String hint) {}

  /// Gives the message numbers that begin with some digits, each with what tells of the message.
  @FunctionalInterface
  interface Numbers {
    Map<Integer, String> beginningWith(String digits);
  }

  /// Gives the names of files that begin so.
  @FunctionalInterface
  interface FileNames {
    List<String> beginningWith(String typed);
  }

  private Suggestions() {}

  /// The suggestions for a word.
  ///
  /// @param before the words in front of it
  /// @param begun what of it is there already
  /// @param numbers asked only where a message number may stand
  /// @param files asked only where a file may be named
  static List<Suggestion> of(
      List<String> before, String begun, State state, Numbers numbers, FileNames files) {
    if (takesFile(before)) {
      return files.beginningWith(begun).stream().map(name -> new Suggestion(name, "")).toList();
    }
    Stream<Suggestion> all =
        before.isEmpty() ? first(begun, state) : later(before, begun, state, numbers);
    String wanted = begun.toUpperCase(Locale.ROOT);
    return all.filter(one -> one.text.toUpperCase(Locale.ROOT).startsWith(wanted)).toList();
  }

  private static Stream<Suggestion> first(String begun, State state) {
    return begun.startsWith(":") ? localWords() : commands(begun, state);
  }

  private static Stream<Suggestion> localWords() {
    return Arrays.stream(LocalWord.values()).map(one -> new Suggestion(one.word(), one.help()));
  }

  /// In the case in which the word was begun.
  private static Stream<Suggestion> commands(String begun, State state) {
    boolean lower = !begun.isEmpty() && begun.equals(begun.toLowerCase(Locale.ROOT));
    return Arrays.stream(PopCommand.values())
        .filter(one -> one.makesSenseIn(state))
        .map(one ->
            new Suggestion(lower ? one.name().toLowerCase(Locale.ROOT) : one.name(), one.help()));
  }

  private static Stream<Suggestion> later(
      List<String> before, String begun, State state, Numbers numbers) {
    String word = before.getFirst();
    if (word.equalsIgnoreCase(LocalWord.HELP.word())) {
      return before.size() > 1 ? Stream.empty() : Stream.concat(all(), localWords());
    }
    if (word.equalsIgnoreCase(LocalWord.MULTI.word())) {
      return Stream.empty();
    }
    if (before.size() > 1) {
      return Stream.empty();
    }
    if (takesNumber(word)) {
      return state == State.TRANSACTION && begun.matches("[0-9]*")
          ? numbers.beginningWith(begun).entrySet().stream()
              .map(one -> new Suggestion(Integer.toString(one.getKey()), one.getValue()))
          : Stream.empty();
    }
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "AUTH" -> MECHANISMS.stream().map(name -> new Suggestion(name, "SASL"));
      case "XTND" -> Stream.of(new Suggestion("XMIT", "send a message"));
      default -> Stream.empty();
    };
  }

  private static Stream<Suggestion> all() {
    return Arrays.stream(PopCommand.values()).map(one -> new Suggestion(one.name(), one.help()));
  }

  private static boolean takesFile(List<String> before) {
    return !before.isEmpty()
        && before.getFirst().startsWith(":")
        && LocalWord.named(before.getFirst().substring(1))
            .filter(word -> word.takesFile(before.size()))
            .isPresent();
  }

  private static boolean takesNumber(String word) {
    return word.startsWith(":")
        ? LocalWord.named(word.substring(1)).filter(LocalWord::takesNumber).isPresent()
        : PopCommand.named(word).filter(PopCommand::takesNumber).isPresent();
  }
}
