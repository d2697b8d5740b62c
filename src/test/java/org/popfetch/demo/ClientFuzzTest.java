package org.popfetch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.popfetch.testing.Pieces;

/// Whatever a client sends, and in whatever pieces: lines are cut where they end, and each is a
/// command or is answered in words of the server's own.
class ClientFuzzTest {
  private static final Pattern LINE = Pattern.compile("([^\n]*)\n");
  private static final Pattern NUMBERED =
      Pattern.compile("(?i)(LIST|UIDL|RETR|DELE) +([0-9]{1,9}) *");

  @FuzzTest
  void anyOctetsAreLinesAndCommands(byte[] input) throws IOException {
    Pieces pieces = Pieces.of(input);
    List<String> read = read(new CommandReader(pieces.stream()));
    List<String> expected =
        LINE.matcher(pieces.latin1())
            .results()
            .map(line -> line.group(1))
            .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
            .toList();
    assertThat(read).isEqualTo(expected);
    read.forEach(ClientFuzzTest::check);
  }

  /// Inputs are shorter than the longest line.
  private static List<String> read(CommandReader reader) throws IOException {
    var read = new ArrayList<String>();
    while (true) {
      boolean waiting = reader.hasLine();
      @Nullable String line = reader.readLine();
      if (line == null) {
        assertThat(waiting).isFalse();
        return read;
      }
      read.add(line);
    }
  }

  private static void check(String line) {
    ClientCommand command = ClientCommand.parse(line);
    if (command instanceof ClientCommand.Malformed(String why)) {
      assertThat(why).matches("[A-Za-z0-9 ]+");
    } else {
      assertThat(line).hasSizeLessThanOrEqualTo(ClientCommand.LONGEST);
      String keyword = command.getClass().getSimpleName().toUpperCase(Locale.ROOT);
      assertThat(line.toUpperCase(Locale.ROOT)).startsWith(keyword);
    }
    if (command instanceof ClientCommand.Pass(String secret)) {
      assertThat(line).endsWith(secret);
      assertThat(command).hasToString("Pass[…]");
    }
    Matcher numbered = NUMBERED.matcher(line);
    if (numbered.matches()) {
      check(command, numbered.group(1), Integer.parseInt(numbered.group(2)));
    }
  }

  private static void check(ClientCommand command, String keyword, int number) {
    assertThat(command)
        .isEqualTo(
            switch (keyword.toUpperCase(Locale.ROOT)) {
              case "LIST" -> new ClientCommand.List(OptionalInt.of(number));
              case "UIDL" -> new ClientCommand.Uidl(OptionalInt.of(number));
              case "RETR" -> new ClientCommand.Retr(number);
              default -> new ClientCommand.Dele(number);
            });
  }
}
