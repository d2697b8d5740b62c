package org.popfetch.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;

/// The table of all situations that were played in this JVM, kept up to date in a file.
final class Matrix {
  private static final Path FILE = Path.of("target/fault-matrix.md");
  private static final Pattern ROW = Pattern.compile("(\\d+)(.*)");
  private static final List<Entry> ENTRIES = new ArrayList<>();

  private record Entry(String row, String title, Map<Fetcher, String> phrases) {
    int number() {
      return Integer.parseInt(parts().group(1));
    }

    String suffix() {
      return parts().group(2);
    }

    private Matcher parts() {
      Matcher matcher = ROW.matcher(row);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("no row: " + row);
      }
      return matcher;
    }
  }

  private Matrix() {}

  static synchronized void add(String row, String title, Map<Fetcher, String> phrases)
      throws IOException {
    ENTRIES.add(new Entry(row, title, phrases));
    var lines = new ArrayList<String>();
    lines.add("| row | situation | " + line(Fetcher::name));
    lines.add("| --- | --- | " + line(_ -> "---"));
    ENTRIES.stream()
        .sorted(Comparator.comparingInt(Entry::number).thenComparing(Entry::suffix))
        .map(one ->
            "| %s | %s | %s"
                .formatted(
                    one.row, one.title, line(by -> one.phrases.getOrDefault(by, "not measured"))))
        .forEach(lines::add);
    Files.createDirectories(FILE.toAbsolutePath().getParent());
    Files.write(FILE, lines);
  }

  private interface Cell {
    String of(Fetcher fetcher);
  }

  private static String line(Cell cell) {
    return Fetchers.ALL.stream().map(one -> cell.of(one) + " |").collect(Collectors.joining(" "));
  }
}
