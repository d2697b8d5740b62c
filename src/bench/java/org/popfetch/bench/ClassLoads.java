package org.popfetch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which classes a run loaded, and which of them were not in the image's cache of loaded and linked
/// ones: those cost far more.
final class ClassLoads {
  /// To be put before the name of the file.
  static final String OPTION = "-Xlog:class+load:file=";

  private static final String CACHED = "shared objects file";
  private static final Pattern LINE = Pattern.compile("(\\S+) source: (.+)$");

  private final Map<String, Integer> others = new TreeMap<>();
  private int cached;

  /// @param log as [#OPTION] has it written
  ClassLoads(Path log) throws IOException {
    for (String line : Files.readAllLines(log)) {
      Matcher load = LINE.matcher(line);
      if (load.find()) {
        add(load.group(1), load.group(2));
      }
    }
  }

  private void add(String type, String source) {
    if (source.startsWith(CACHED)) {
      cached++;
    } else {
      others.merge(type.replaceFirst("[.][^.]+$", ""), 1, Integer::sum);
    }
  }

  String text() {
    String list =
        others.entrySet().stream()
            .map(e -> "%9d  %s%n".formatted(e.getValue(), e.getKey()))
            .collect(Collectors.joining());
    int all = others.values().stream().mapToInt(Integer::intValue).sum();
    return "%d classes from the cache, %d not:%n%s".formatted(cached, all, list);
  }
}
