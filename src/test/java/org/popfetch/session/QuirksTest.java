package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Pipelining;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.testing.TestKeys;

/// Plays every file of `transcripts`: a server's quirk, or its fault, and what a session makes of
/// it.
///
/// | line | meaning |
/// | --- | --- |
/// | `# with: lock-step` | how the session is opened; also `always pipelined`, `starttls`, `1 s` |
/// | `# => …` | the story as [Visit] tells it |
///
/// `-Dpopfetch.renew=true` writes what comes out into the files.
@Timeout(60)
class QuirksTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  private static final String STORY = "# => ";

  static Stream<String> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void isCopedWith(String name) throws IOException {
    Path file = TRANSCRIPTS.resolve(name);
    List<String> lines = Files.readAllLines(file);
    String story;
    try (var server = ScriptedServer.start(file, TestKeys.localhost().serverContext())) {
      story = Visit.to(server.port(), setup(lines));
      server.verify();
    }
    if (Boolean.getBoolean("popfetch.renew")) {
      renew(file, lines, story);
    }
    assertThat(story).isEqualTo(told(lines));
  }

  private static Setup setup(List<String> lines) {
    Setup setup = Setup.plain();
    for (String line : lines) {
      setup =
          switch (line) {
            case "# with: lock-step" -> setup.inLockStep();
            case "# with: always pipelined" -> setup.with(Pipelining.ON);
            case "# with: starttls" -> Setup.starttls(TestKeys.localhost().pem());
            case "# with: 1 s" -> setup.within(Duration.ofSeconds(1));
            default -> setup;
          };
    }
    return setup;
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
