package org.popfetch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;

/// Where and when something was measured, and what.
final class Machine {
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");
  private static final long KILOBYTES_A_GIGABYTE = 1 << 20;

  private Machine() {}

  /// A sentence.
  static String text(List<Fetcher> fetchers) throws IOException {
    List<String> versions = new ArrayList<>();
    for (Fetcher fetcher : fetchers) {
      if (!fetcher.equals(Fetchers.POPFETCH)) {
        versions.add(fetcher.name() + " " + version(fetcher));
      }
    }
    versions.add("Dovecot " + version("/usr/sbin/dovecot", "--version"));
    return "%s; %d × %s, %d GB, Linux %s, JDK %s; %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", "model name"),
            memory(),
            System.getProperty("os.version"),
            Runtime.version(),
            String.join(", ", versions));
  }

  private static long memory() throws IOException {
    String kilobytes = value("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return Math.round(Long.parseLong("0" + kilobytes) / (double) KILOBYTES_A_GIGABYTE);
  }

  /// What a file of the kernel has behind a word and a colon.
  private static String value(String file, String word) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(word))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String version(Fetcher fetcher) throws IOException {
    return switch (fetcher.name()) {
      case "getmail6" -> version("getmail", "--version");
      case "fetchmail" -> version("fetchmail", "-V");
      default -> version(fetcher.name(), "--version");
    };
  }

  private static String version(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var said = process.inputReader()) {
      Matcher version = VERSION.matcher(said.readAllAsString());
      return version.find() ? version.group() : "of unknown version";
    }
  }
}
