package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.testing.Household;
import org.popfetch.testing.Pseudoterminal;

/// Types what popfetch(1) shows of a session, and compares what comes of it.
@Timeout(120)
class ManualIT {
  private static final Pattern TYPED =
      Pattern.compile("(127\\.0\\.0\\.1 .*>|QUIT makes .*\\[y/N\\]) (.*)");

  @Test
  void theSessionInTheManualIsARealOne(@TempDir Path home) throws IOException {
    Assumptions.assumeTrue(Pseudoterminal.isInstalled(), "tmux is not installed");
    List<String> shown = session();
    assertThat(shown).hasSizeGreaterThan(20);
    DemoMailbox mailbox = DemoMailbox.sample();
    try (var server = DemoServer.start(DemoOptions.serving(mailbox));
        var terminal =
            new Household(home)
                .terminal("shell", "--tls", "none", "--port", "" + server.port(), server.host())) {
      for (String line : shown) {
        Matcher typed = TYPED.matcher(line);
        if (typed.matches()) {
          terminal.awaitLast(typed.group(1));
          terminal.enter(typed.group(2).replaceAll("\\*+", mailbox.password()));
        }
      }
      assertThat(terminal.awaitEnd()).isZero();
      assertThat(comparable(terminal.everything(), server.port()))
          .isEqualTo(comparable(String.join("\n", shown), 50123));
    }
  }

  /// Without what differs from one run, and from one time zone, to another.
  private static String comparable(String session, int port) {
    return session
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .replace(":" + port, ":PORT")
        .replaceAll("<.*@localhost>", "<…@localhost>")
        .replaceAll("(?m)^(Date +)\\d{4}-.*", "$1…")
        .replaceAll("\t| {8}", "\t");
  }

  private static List<String> session() throws IOException {
    List<String> page = Files.readAllLines(Path.of("man/popfetch.1"));
    int from = page.indexOf("$ popfetch shell --tls none --port 50123 127.0.0.1");
    assertThat(from).isPositive();
    return page.subList(from + 1, page.size()).stream()
        .takeWhile(line -> !line.equals(".Ed"))
        .map(line -> line.replace("\\&.", ".").replace("\\(en", "–"))
        .toList();
  }
}
