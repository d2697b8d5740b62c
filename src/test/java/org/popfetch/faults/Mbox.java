package org.popfetch.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads what is in an mbox, whoever wrote it.
final class Mbox {
  /// Somebody may have filled it with line ends until the disk was full.
  private static final int MOST_OCTETS = 12_000_000;

  private static final String BEGIN = "From ";

  private Mbox() {}

  /// The messages, without their `From ` lines, the empty line behind them, and their quoting.
  static List<String> messages(Path file) throws IOException {
    var messages = new ArrayList<String>();
    String all = "\n" + beginning(file);
    int from = all.indexOf("\n" + BEGIN);
    while (from >= 0) {
      int next = all.indexOf("\n\n" + BEGIN, from + 1);
      String entry = next < 0 ? all.substring(from + 1) : all.substring(from + 1, next + 1);
      String message = entry.substring(entry.indexOf('\n') + 1);
      boolean last = next < 0 && message.endsWith("\n\n");
      messages.add(
          (last ? message.substring(0, message.length() - 1) : message)
              .replaceAll("(?m)^>(>*From )", "$1"));
      from = next < 0 ? -1 : next + 1;
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
