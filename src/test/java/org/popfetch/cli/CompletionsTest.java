package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Lets the shells complete, and compares what they offer with what the program takes.
class CompletionsTest {
  @TempDir private Path path;

  /// In the place of the program: knows the accounts of two configurations.
  @BeforeEach
  void standIn() throws IOException {
    Path program = path.resolve("popfetch");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case $* in
          'config show --names') printf 'work\\nhome\\n' ;;
          '--config other.toml config show --names') echo other ;;
          *) exit 64 ;;
        esac
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static SortedMap<String, CommandLine> commands() {
    SortedMap<String, CommandLine> commands = CommandTree.commands();
    commands.put("", CommandTree.commandLine());
    return commands;
  }

  /// The options that each command takes, by its words; the program's own at "".
  private static SortedMap<String, Set<String>> options() {
    SortedMap<String, Set<String>> options = new TreeMap<>();
    commands().forEach((words, command) -> options.put(words, CommandTree.options(command, true)));
    return options;
  }

  private static final List<String> LINES =
      List.of(
          "sync ",
          "sync work ",
          "--config other.toml sync ",
          "check h",
          "doctor work ",
          "list ",
          "list work ",
          "show --headers ",
          "show work ",
          "catchup ",
          "state ",
          "state work ",
          "state show ",
          "state adopt former ",
          "state adopt former work ",
          "state forget ",
          "config ",
          "config show ",
          "config path ",
          "shell ",
          "shell --tls ",
          "shell -e STAT ",
          "demo ",
          "--color ",
          "sync --jobs ");

  /// What is to be offered for each of these lines.
  private static final Map<String, Set<String>> OFFERED =
      Map.ofEntries(
          Map.entry("sync ", Set.of("work", "home")),
          Map.entry("sync work ", Set.of("work", "home")),
          Map.entry("--config other.toml sync ", Set.of("other")),
          Map.entry("check h", Set.of("home")),
          Map.entry("doctor work ", Set.of("work", "home")),
          Map.entry("list ", Set.of("work", "home")),
          Map.entry("list work ", Set.of()),
          Map.entry("show --headers ", Set.of("work", "home")),
          Map.entry("show work ", Set.of()),
          Map.entry("catchup ", Set.of("work", "home")),
          Map.entry("state ", Set.of("show", "adopt", "forget", "work", "home")),
          Map.entry("state work ", Set.of()),
          Map.entry("state show ", Set.of("work", "home")),
          Map.entry("state adopt former ", Set.of("work", "home")),
          Map.entry("state adopt former work ", Set.of()),
          Map.entry("state forget ", Set.of("work", "home")),
          Map.entry("config ", Set.of("check", "show", "path")),
          Map.entry("config show ", Set.of("work", "home")),
          Map.entry("config path ", Set.of()),
          Map.entry("shell ", Set.of("work", "home")),
          Map.entry("shell --tls ", Set.of("implicit", "starttls", "none")),
          Map.entry("shell -e STAT ", Set.of("work", "home")),
          Map.entry("demo ", Set.of()),
          Map.entry("--color ", Set.of("auto", "always", "never")),
          Map.entry("sync --jobs ", Set.of()));

  @Test
  void bashOffersTheOptionsAndCommandsThatThereAre() {
    assertThat(inBash(withDashes(options().keySet()))).isEqualTo(byLine(options()));
    assertThat(inBash(List.of("")).get("")).isEqualTo(topCommands());
  }

  @Test
  void bashOffersAccountsWhereTheyMayBeNamed() {
    assertThat(inBash(LINES)).containsExactlyInAnyOrderEntriesOf(OFFERED);
  }

  private SortedMap<String, Set<String>> inBash(List<String> lines) {
    String script =
        """
        source completions/popfetch.bash
        while IFS= read -r line; do
          read -ra COMP_WORDS <<<"popfetch $line"
          [[ -z $line || $line == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _popfetch
          echo "$line>${COMPREPLY[*]}"
        done <<'END'
        %s
        END
        """
            .formatted(String.join("\n", lines));
    return parsed(Shell.output(path, "bash", List.of("--norc", "-c", script)));
  }

  @Test
  void fishOffersTheOptionsAndCommandsThatThereAre() {
    assertThat(inFish(withDashes(options().keySet()))).isEqualTo(byLine(options()));
    assertThat(inFish(List.of("")).get("")).isEqualTo(topCommands());
  }

  @Test
  void fishOffersAccountsWhereTheyMayBeNamed() {
    assertThat(inFish(LINES)).containsExactlyInAnyOrderEntriesOf(OFFERED);
  }

  private SortedMap<String, Set<String>> inFish(List<String> lines) {
    List<String> script = new ArrayList<>(List.of("source completions/popfetch.fish"));
    for (String line : lines) {
      script.add(
          "set -l offered (complete -C 'popfetch %s' | string replace -r '\\t.*' '')"
              .formatted(line));
      script.add("echo '%s>'\"$offered\"".formatted(line));
    }
    return parsed(
        Shell.output(path, "fish", List.of("--no-config", "-c", String.join("\n", script))));
  }

  /// zsh completes at a prompt only; so its `_arguments` is replaced by one that tells what it was
  /// asked to offer.
  @Test
  void zshOffersTheOptionsAndCommandsThatThereAre() {
    String script =
        """
        _arguments() { print -rl -- "$@" }
        _describe() { print -rl -- "verb:"${^verbs%%%%:*} }
        compadd() { }
        local -a words=(popfetch)
        CURRENT=2
        print ">"
        source completions/_popfetch
        for command in %s; do
          print ">$command"
          _popfetch_${command// /_}
        done
        """
            .formatted(
                CommandTree.commands().keySet().stream()
                    .map(words -> "'" + words + "'")
                    .collect(Collectors.joining(" ")));
    SortedMap<String, Set<String>> offered = new TreeMap<>();
    String current = "";
    for (String line : Shell.output(path, "zsh", List.of("-f", "-c", script)).lines().toList()) {
      if (line.startsWith(">")) {
        current = line.substring(1);
      } else if (line.contains("--")) {
        offered
            .computeIfAbsent(current, _ -> new TreeSet<>())
            .add(line.replaceFirst("^(\\([^)]*\\))?\\*?", "").replaceFirst("\\[.*", ""));
      }
    }
    offered.values().forEach(names -> names.removeIf(name -> !name.startsWith("--")));
    assertThat(offered).isEqualTo(options());
  }

  private static Set<String> topCommands() {
    return new TreeSet<>(CommandTree.commandLine().getSubcommands().keySet());
  }

  private static List<String> withDashes(Set<String> commands) {
    return commands.stream().map(CompletionsTest::lineOf).toList();
  }

  private static String lineOf(String command) {
    return command.isEmpty() ? "--" : command + " --";
  }

  private static SortedMap<String, Set<String>> byLine(SortedMap<String, Set<String>> byCommand) {
    SortedMap<String, Set<String>> byLine = new TreeMap<>();
    byCommand.forEach((command, options) -> byLine.put(lineOf(command), options));
    return byLine;
  }

  private static SortedMap<String, Set<String>> parsed(String output) {
    SortedMap<String, Set<String>> offered = new TreeMap<>();
    output
        .lines()
        .forEach(line -> {
          String[] parts = line.split(">", 2);
          assertThat(parts).as(line).hasSize(2);
          offered.put(
              parts[0],
              Stream.of(parts[1].split(" ", -1))
                  .filter(word -> !word.isEmpty())
                  .collect(Collectors.toCollection(TreeSet::new)));
        });
    return offered;
  }
}
