package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The list of all steps that a run takes, by situation: a text file, so that a step which is new
/// is seen in the change that brings it.
final class Census {
  private static final Path FILE = Path.of("src/test/resources/crash/steps.txt");
  private static final String HEAD = "== ";

  private Census() {}

  /// Holds the steps of a situation against the list; or, to renew it, writes them there.
  ///
  /// @param title of the section
  static void compare(String title, Collection<String> steps) {
    assertThat(new TreeSet<>(steps))
        .as("the steps of \"%s\" in %s", title, FILE)
        .isEqualTo(listed(title, steps));
  }

  /// The same where chance decides which steps are needed, after a death: some of the list may not
  /// have come about this time.
  static void compareSome(String title, Collection<String> steps) {
    assertThat(listed(title, steps))
        .as("the steps of \"%s\" in %s", title, FILE)
        .containsAll(steps);
  }

  private static synchronized SortedSet<String> listed(String title, Collection<String> steps) {
    Map<String, SortedSet<String>> known = known();
    if (Boolean.getBoolean("popfetch.renew")) {
      known.put(title, new TreeSet<>(steps));
      write(known);
    }
    return known.getOrDefault(title, new TreeSet<>());
  }

  /// The steps of each situation.
  static Map<String, SortedSet<String>> known() {
    var sections = new TreeMap<String, SortedSet<String>>();
    SortedSet<String> section = new TreeSet<>();
    for (String line : lines()) {
      if (line.startsWith(HEAD)) {
        section = new TreeSet<>();
        sections.put(line.substring(HEAD.length()), section);
      } else if (!line.isEmpty()) {
        section.add(line);
      }
    }
    return sections;
  }

  private static List<String> lines() {
    try {
      return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Map<String, SortedSet<String>> sections) {
    var lines = new ArrayList<String>();
    sections.forEach((title, steps) -> {
      lines.add(HEAD + title);
      lines.addAll(steps);
      lines.add("");
    });
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
