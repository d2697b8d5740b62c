package org.popfetch.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Pairs of a configuration and what comes of it, kept as text:
///
///     === title
///     the configuration
///     ---
///     what comes of it
///
/// With `-Dpopfetch.renew=true` the files are written anew instead of being compared.
final class Cases {
  static final Surroundings AROUND =
      new Surroundings(
          Map.of("MAILROOT", "/srv/mail", "EMPTY", "", "CREDENTIALS_DIRECTORY", "/run/c"),
          Path.of("/home/me"));

  private static final Path FOLDER = Path.of("src/test/resources/org/popfetch/config");

  /// One pair.
  record Case(String title, String input, String expected) {
    @Override
    public String toString() {
      return title;
    }
  }

  private Cases() {}

  /// A configuration that only its owner may read.
  static Configuration read(String text) {
    return read(text, Optional.empty());
  }

  static Configuration read(String text, Optional<String> mode) {
    return ConfigReader.read(new ConfigFile("config.toml", text, mode), AROUND);
  }

  static Stream<Case> in(String file, UnaryOperator<String> renewal) {
    try {
      List<Case> cases = parse(Files.readString(FOLDER.resolve(file)));
      if (Boolean.getBoolean("popfetch.renew")) {
        cases = cases.stream().map(c -> renewed(c, renewal)).toList();
        Files.writeString(FOLDER.resolve(file), text(cases));
      }
      return cases.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case renewed(Case c, UnaryOperator<String> renewal) {
    return new Case(c.title(), c.input(), renewal.apply(c.input()));
  }

  private static List<Case> parse(String text) {
    var cases = new ArrayList<Case>();
    for (String part : text.split("(?m)^=== ", -1)) {
      if (!part.isBlank()) {
        int title = part.indexOf('\n');
        int rule = part.indexOf("\n---\n");
        cases.add(
            new Case(
                part.substring(0, title),
                part.substring(title + 1, rule + 1),
                part.substring(rule + "\n---\n".length()).strip()));
      }
    }
    return cases;
  }

  private static String text(List<Case> cases) {
    return cases.stream()
        .map(c -> "=== " + c.title() + "\n" + c.input() + "---\n" + c.expected() + "\n")
        .collect(Collectors.joining("\n"));
  }
}
