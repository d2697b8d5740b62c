package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;

/// Holds popfetch(1) against the program, both ways.
class ManualTest {
  private static final Path PAGE = Path.of("man/popfetch.1");
  private static final Pattern COMMAND =
      Pattern.compile("\\.It Ic ([a-z ]+?)(?: (?:Ar|Op|Oo) .*)?");
  private static final Pattern OPTION = Pattern.compile("\\.It (?:Fl \\w , )?Fl Fl ([a-z-]+).*");

  /// The lines between the heading that begins with `from` and the next one.
  private static List<String> section(String from) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int start = lines.indexOf(from) + 1;
    assertThat(start).as(from).isPositive();
    return lines.subList(start, lines.size()).stream()
        .takeWhile(line -> !line.startsWith(".Sh ") && !line.startsWith(".Ss "))
        .toList();
  }

  /// What the page lists below each command.
  private static SortedMap<String, Set<String>> documented() throws IOException {
    SortedMap<String, Set<String>> commands = new TreeMap<>();
    Set<String> options = new TreeSet<>();
    for (String line : section(".Ss Commands")) {
      Matcher command = COMMAND.matcher(line);
      Matcher option = OPTION.matcher(line);
      if (command.matches()) {
        options = new TreeSet<>();
        commands.put(command.group(1), options);
      } else if (option.matches()) {
        options.add("--" + option.group(1));
      }
    }
    return commands;
  }

  @Test
  void everyCommandHasItsParagraphAndItsOptionsAndThereAreNoOthers() throws IOException {
    SortedMap<String, Set<String>> real = new TreeMap<>();
    CommandTree.commands()
        .forEach((words, command) -> real.put(words, CommandTree.options(command, false)));
    real.remove("config"); // is no command without a second word
    assertThat(documented()).isEqualTo(real);
  }

  @Test
  void theOptionsThatEveryCommandTakesComeFirst() throws IOException {
    List<String> listed =
        section(".Sh DESCRIPTION").stream()
            .map(OPTION::matcher)
            .filter(Matcher::matches)
            .map(option -> "--" + option.group(1))
            .toList();
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(CommandTree.options(CommandTree.commandLine(), true));
  }

  @Test
  void theExitCodesAreThoseOfTheProgramInAscendingOrderOfSeriousness() throws IOException {
    assertThat(
            section(".Sh EXIT STATUS").stream()
                .filter(line -> line.startsWith(".It "))
                .map(line -> Integer.valueOf(line.substring(".It ".length()))))
        .containsExactlyElementsOf(
            Arrays.stream(ExitStatus.values()).map(ExitStatus::code).toList());
  }

  @Test
  void everyJsonEventIsDescribed() throws IOException {
    Set<String> described = new TreeSet<>();
    for (String line : section(".Ss JSON")) {
      if (line.startsWith(".It Cm ")) {
        described.addAll(List.of(line.substring(".It Cm ".length()).split(" , ", -1)));
      }
    }
    Stream<String> events =
        Arrays.stream(Event.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-"))
            .map(String::toLowerCase);
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    events,
                    Stream.of(
                        "listed",
                        "waiting",
                        "caught-up",
                        "state",
                        "examined",
                        "token",
                        "logged-out",
                        "password",
                        "password-stored"))
                .toList());
  }

  @Test
  void mandocFindsNothingToComplainOfInAnyPage() throws IOException {
    try (var pages = Files.list(Path.of("man"))) {
      for (Path page : pages.sorted().toList()) {
        assertThat(
                Shell.output(
                    Path.of("/nowhere"),
                    "mandoc",
                    List.of("-T", "lint", "-W", "style", page.toString())))
            .doesNotContainPattern("(?m)^mandoc: man/(?!.*referenced manual not found).*$");
      }
    }
  }
}
