package org.popfetch.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.popfetch.report.Columns;

/// What is known of the commands, and of our own words.
final class Help {
  /// In front of what tells of a command, where there is room.
  private static final int WIDE = 27;

  /// In front of it where there is not: it stands below the command then.
  private static final int NARROW = 4;

  private Help() {}

  /// Everything, an entry each.
  ///
  /// @param columns that there are for it
  static List<String> all(int columns) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Columns.broken(
            "The server's commands, in any case; others are sent as they are:", columns));
    Arrays.stream(PopCommand.values())
        .map(
            one -> row(one.usage(), firstSentence(one.help()) + " (" + one.source() + ")", columns))
        .forEach(lines::addAll);
    lines.add("Our own words:");
    Arrays.stream(LocalWord.values())
        .map(one -> row(one.usage(), firstSentence(one.help()), columns))
        .forEach(lines::addAll);
    lines.addAll(
        Columns.broken(
            "Ctrl-C stops a listing, twice hangs up. Ctrl-D is QUIT. More: :help COMMAND",
            columns));
    return lines;
  }

  private static List<String> row(String usage, String help, int columns) {
    String head = "  " + usage;
    List<String> lines = new ArrayList<>();
    if (columns < 60) {
      lines.add(head);
      Columns.broken(help, columns - NARROW).forEach(text -> lines.add(" ".repeat(NARROW) + text));
      return lines;
    }
    String tag = Columns.left(head, Math.max(WIDE, Columns.width(head) + 1));
    for (String text : Columns.broken(help, columns - Columns.width(tag))) {
      lines.add((lines.isEmpty() ? tag : " ".repeat(WIDE)) + text);
    }
    return lines;
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

  /// Lines, each broken behind its indent where they would not fit.
  static List<String> fitting(List<String> lines, int columns) {
    List<String> fitting = new ArrayList<>();
    for (String line : lines) {
      String indent = line.startsWith("  ") ? "  " : "";
      Columns.broken(line.substring(indent.length()), columns - indent.length())
          .forEach(part -> fitting.add(indent + part));
    }
    return fitting;
  }

  private static List<String> about(PopCommand command) {
    return List.of(
        command.usage(), "  " + command.help(), "  " + command.states() + ", " + command.source());
  }

  private static List<String> about(LocalWord word) {
    return List.of(word.usage(), "  " + word.help());
  }
}
