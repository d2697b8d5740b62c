package org.popfetch.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;

/// The commands that the program really has, for documents to be held against.
final class CommandTree {
  private CommandTree() {}

  static CommandLine commandLine() {
    return Popfetch.commandLine(edge());
  }

  /// With no option set yet.
  static Popfetch top() {
    return new Popfetch(edge());
  }

  private static Edge edge() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Edge(nowhere, nowhere, Map.of(), Path.of("/nowhere"), Clock.systemUTC(), _ -> {});
  }

  /// Every command by its words, such as `config show`, in alphabetical order.
  static SortedMap<String, CommandLine> commands() {
    SortedMap<String, CommandLine> all = new TreeMap<>();
    addTo(all, "", commandLine());
    return all;
  }

  private static void addTo(SortedMap<String, CommandLine> all, String path, CommandLine parent) {
    parent
        .getSubcommands()
        .forEach((name, command) -> {
          String words = path.isEmpty() ? name : path + ' ' + name;
          all.put(words, command);
          addTo(all, words, command);
        });
  }

  /// The long names of the options that a command takes.
  ///
  /// @param inherited whether with those that every command takes
  static Set<String> options(CommandLine command, boolean inherited) {
    return command.getCommandSpec().options().stream()
        .filter(option -> inherited || !option.inherited())
        .map(CommandLine.Model.OptionSpec::longestName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
