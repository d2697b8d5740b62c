package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.report.Failed;
import org.popfetch.testing.ScriptedServer;

/// Plays every file of `transcripts/sync`: what a server does to a run, and what the runs after it
/// make of that. Each session of a file is a run, an hour after the one before, unless its heading
/// ends in `the same run`.
///
/// Beside the steps of a script, which [org.popfetch.testing] describes, a file may say:
///
/// | line | meaning |
/// | --- | --- |
/// | `# with: keep = false` | what the account says; also `timeout = "1s"`, `max-size = 100`, `max-messages = 1`, `commit-every = 2`, `deliver = ["program"]` |
/// | `login TOP UIDL` | all from the greeting to the login, by a server that announces this, or without `CAPA` when nothing |
/// | `list 1 a 10, 2 b 20` | `UIDL` and `LIST`: number, uid (`-` for none) and size |
/// | `message one` | `+OK` and a message with this subject |
/// | `header one` | `+OK` and its header |
/// | `# => …` | the story of the runs |
///
/// `-Dpopfetch.renew=true` writes what comes out into the files.
@Timeout(60)
class FaultsTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts/sync");
  private static final String STORY = "# => ";
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern LISTED = Pattern.compile("\\d+ \\S+ \\d+");
  private static final String WITH = "# with: ";

  static Stream<String> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void losesNothing(String name, @TempDir Path root) throws IOException, Failed {
    Path file = TRANSCRIPTS.resolve(name);
    List<String> lines = Files.readAllLines(file);
    String story;
    try (var server = ScriptedServer.start(script(lines))) {
      story = story(new Bench(root), lines, server);
      server.verify();
    }
    if (Boolean.getBoolean("popfetch.renew")) {
      renew(file, lines, story);
    }
    assertThat(story).isEqualTo(told(lines));
  }

  private static String story(Bench bench, List<String> lines, ScriptedServer server)
      throws Failed {
    var story = new ArrayList<String>();
    Account account = account(bench, lines, server.port());
    long runs = Math.max(1, lines.stream().filter(FaultsTest::beginsARun).count());
    for (int run = 1; run <= runs; run++) {
      Bench.Ran ran = bench.sync(account);
      story.add("run " + run + ": exit " + ran.status().code());
      story.addAll(ran.lines());
      story.add("maildir: " + String.join(", ", bench.subjects()));
      story.add("remembered: " + String.join("; ", bench.remembered(account)));
      assertThat(bench.leftovers()).isEmpty();
      bench.now = bench.now.plus(Duration.ofHours(1));
    }
    return story.stream()
        .map(line -> line.replace(":" + server.port(), ":PORT").stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private static boolean beginsARun(String line) {
    return line.startsWith("--- session") && !line.endsWith("the same run");
  }

  private static Account account(Bench bench, List<String> lines, int port) {
    Account account = bench.account(port);
    for (String line : lines) {
      if (line.startsWith(WITH)) {
        account = with(line.substring(WITH.length()), account);
      }
    }
    return account;
  }

  private static Account with(String setting, Account account) {
    if (setting.startsWith("deliver = [")) {
      List<String> argv = QUOTED.matcher(setting).results().map(quoted -> quoted.group(1)).toList();
      return Bench.into(new Destination.Pipe(argv), account);
    }
    return switch (setting) {
      case "keep = false" -> account.withKeep(new Keep.UntilDelivered());
      case "timeout = \"1s\"" -> Bench.within(Duration.ofSeconds(1), account);
      case "max-size = 100" ->
          account.withLimits(
              new Limits(
                  OptionalLong.of(100),
                  OptionalInt.empty(),
                  OptionalLong.empty(),
                  OptionalInt.empty()));
      case "max-messages = 1" -> account.withLimits(Limits.NONE.withMaxMessages(1));
      case "commit-every = 2" ->
          account.withLimits(
              new Limits(
                  OptionalLong.empty(),
                  OptionalInt.empty(),
                  OptionalLong.empty(),
                  OptionalInt.of(2)));
      default -> throw new IllegalArgumentException(setting);
    };
  }

  private static String script(List<String> lines) {
    var script = new ArrayList<String>();
    // What the server announced is remembered, and not asked for again before the login.
    String remembered = "";
    for (String line : lines) {
      String[] words = line.strip().split(" ", 2);
      if (words[0].equals("login")) {
        String capabilities = words.length == 1 ? "" : words[1];
        script.addAll(login(capabilities, !remembered.isEmpty()));
        boolean isNews = !remembered.isEmpty() && !remembered.equals(capabilities);
        remembered = isNews ? "" : capabilities;
      } else {
        steps(line).forEach(script::add);
      }
    }
    return String.join("\n", script);
  }

  private static Stream<String> steps(String line) {
    String[] words = line.strip().split(" ", 2);
    String rest = words.length == 1 ? "" : words[1];
    return switch (words[0]) {
      case "list" -> listing(rest);
      case "message" ->
          Stream.of("S: +OK", "S: Subject: " + rest, "S: ", "S: it is " + rest, "S: .");
      case "header" -> Stream.of("S: +OK", "S: Subject: " + rest, "S: ", "S: .");
      default -> Stream.of(line);
    };
  }

  private static List<String> login(String capabilities, boolean known) {
    List<String> announced =
        capabilities.isEmpty()
            ? List.of("C: CAPA", "S: -ERR unknown command")
            : Stream.of(
                    Stream.of("C: CAPA", "S: +OK", "S: USER"),
                    Stream.of(capabilities.split(" ", -1))
                        .map(word -> "S: " + word.replace('_', ' ')),
                    Stream.of("S: ."))
                .flatMap(some -> some)
                .toList();
    return Stream.of(
            List.of("S: +OK hello"),
            known ? List.<String>of() : announced,
            List.of("C: USER me", "S: +OK", "C: PASS abracadabra", "S: +OK"),
            announced)
        .flatMap(List::stream)
        .toList();
  }

  private static Stream<String> listing(String text) {
    var uidl = new ArrayList<>(List.of("C: UIDL", "S: +OK"));
    var list = new ArrayList<>(List.of("C: LIST", "S: +OK"));
    for (Matcher one = LISTED.matcher(text); one.find(); ) {
      String[] words = one.group().split(" ", -1);
      if (!words[1].equals("-")) {
        uidl.add("S: " + words[0] + " " + words[1]);
      }
      list.add("S: " + words[0] + " " + words[2]);
    }
    uidl.add("S: .");
    list.add("S: .");
    return Stream.concat(uidl.stream(), list.stream());
  }

  private static String told(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(STORY))
        .map(line -> line.substring(STORY.length()) + "\n")
        .collect(Collectors.joining());
  }

  private static void renew(Path file, List<String> lines, String story) throws IOException {
    Stream<String> script = lines.stream().filter(line -> !line.startsWith(STORY));
    Files.write(file, Stream.concat(script, story.lines().map(STORY::concat)).toList());
  }
}
