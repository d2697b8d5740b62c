package org.popfetch.doctor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a finding means in plain words, and what to do: sentences, and lines to be typed or written
/// into the configuration as they stand.
public record Advice(List<Line> lines) {
  static final Advice NONE = new Advice(List.of());

  /// One line of it.
  sealed interface Line {
    String text();
  }

  /// Something said.
  record Said(String text) implements Line {}

  /// A line of the configuration, or a command line.
  record Exact(String text) implements Line {}

  public Advice {
    lines = List.copyOf(lines);
  }

  static Advice of(String sentence) {
    return NONE.say(sentence);
  }

  Advice say(String sentence) {
    return sentence.isEmpty() ? this : and(new Advice(List.of(new Said(sentence))));
  }

  Advice write(String line) {
    return and(new Advice(List.of(new Exact(line))));
  }

  Advice and(Advice more) {
    return new Advice(Stream.concat(lines.stream(), more.lines.stream()).toList());
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /// All that is said, a line each.
  String said() {
    return joined(Said.class);
  }

  /// All that is to be written, likewise.
  String exact() {
    return joined(Exact.class);
  }

  private String joined(Class<? extends Line> kind) {
    return lines.stream()
        .filter(kind::isInstance)
        .map(Line::text)
        .collect(Collectors.joining("\n"));
  }
}
