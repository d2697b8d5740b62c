package org.popfetch.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what is in an mbox, whoever wrote it.
final class Mbox {
  /// Somebody may have filled it with line ends until the disk was full.
  private static final int MOST_OCTETS = 12_000_000;

  /// All writers quote such lines of the messages themselves. One that was killed may not have come
  /// to the empty line in front of it.
  private static final Pattern BEGIN = Pattern.compile("(?m)^From ");

  private Mbox() {}

  /// The messages, without their `From ` lines, the empty line behind them, and their quoting.
  static List<String> messages(Path file) throws IOException {
    var messages = new ArrayList<String>();
    for (String entry : BEGIN.split(beginning(file), -1)) {
      int begin = entry.indexOf('\n') + 1;
      if (begin > 0) {
        String message = entry.substring(begin);
        boolean isSeparated = message.endsWith("\n\n");
        messages.add(
            (isSeparated ? message.substring(0, message.length() - 1) : message)
                .replaceAll("(?m)^>(>*From )", "$1"));
      }
    }
    return messages;
  }

  private static String beginning(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_OCTETS), ISO_8859_1);
    }
  }
}
