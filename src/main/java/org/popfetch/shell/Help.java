package org.popfetch.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is known of the commands, and of our own words.
final class Help {
  private Help() {}

  /// Everything, a line each.
  static List<String> all() {
    List<String> lines = new ArrayList<>();
    lines.add("The server's commands, in any case; others are sent as they are:");
    Arrays.stream(PopCommand.values())
        .map(one -> row(one.usage(), firstSentence(one.help()) + " (" + one.source() + ")"))
        .forEach(lines::add);
    lines.add("Our own words:");
    Arrays.stream(LocalWord.values())
        .map(one -> row(one.usage(), firstSentence(one.help())))
        .forEach(lines::add);
    lines.add("Ctrl-C stops a listing, twice hangs up. Ctrl-D is QUIT. More: :help COMMAND");
    return lines;
  }

  private static String row(String usage, String help) {
    return "  %-24s %s".formatted(usage, help);
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /// All about one; nothing when it is not known.
  static Optional<List<String>> about(String word) {
    return word.startsWith(":")
        ? LocalWord.named(word.substring(1)).map(Help::about)
        : PopCommand.named(word).map(Help::about).or(() -> LocalWord.named(word).map(Help::about));
  }

  private static List<String> about(PopCommand command) {
    return List.of(
        command.usage(), "  " + command.help(), "  " + command.states() + ", " + command.source());
  }

  private static List<String> about(LocalWord word) {
    return List.of(word.usage(), "  " + word.help());
  }
}
