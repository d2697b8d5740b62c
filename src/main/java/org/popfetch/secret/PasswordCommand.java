package org.popfetch.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.os.Reason;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;

/// Runs a program that prints a password. What it prints on standard output is shown to nobody,
/// whatever happens; what it complains about on standard error is.
///
/// @param programs starts it
record PasswordCommand(Programs programs) {
  /// Long enough to type the passphrase of a key.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int SHOWN = 80;

  /// The first line that it prints.
  Secret run(List<String> argv) throws Failed {
    String source = describe(argv);
    String next = "it must print the password on its first line; try it by hand";
    var order = new Programs.Order(argv, Map.of(), Optional.empty(), PATIENCE);
    Programs.Ended ended;
    try {
      ended = programs.run(order);
    } catch (IOException e) {
      throw NoPassword.from(source, Reason.of(e), next);
    }
    if (ended.timedOut()) {
      String cause = "it did not end within " + PATIENCE.toSeconds() + " s" + complaint(ended);
      throw NoPassword.from(source, cause, next);
    }
    if (ended.status() != 0) {
      throw NoPassword.from(
          source, "it ended with status " + ended.status() + complaint(ended), next);
    }
    if (ended.output().isEmpty()) {
      throw NoPassword.from(source, "it printed nothing" + complaint(ended), next);
    }
    return FirstLine.printed(ended, source);
  }

  /// The command as the user wrote it, between back quotes; cut when it is long.
  static String describe(List<String> argv) {
    boolean shell = argv.size() == 3 && argv.subList(0, 2).equals(List.of("sh", "-c"));
    String line = shell ? argv.getLast() : String.join(" ", argv);
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    return "`" + harmless(shown) + "`";
  }

  private static ServerText harmless(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return ServerText.of(octets, 0, octets.length);
  }

  /// What a program said on its standard error, with a stroke for each line end.
  static String complaint(Programs.Ended ended) {
    String lines =
        ended
            .errors()
            .latin1()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" / "));
    return lines.isEmpty() ? "" : ", saying \"" + new ServerText(lines) + "\"";
  }
}
