package org.popfetch.kills;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Where a round's mail goes, and whether it stays on the server.
record Situation(Target target, boolean keep) {
  /// The kinds of destinations.
  enum Target {
    MAILDIR,
    MBOX,
    PROGRAM
  }

  /// All of them, or those whose name holds a word.
  static List<Situation> named(String word) {
    return Stream.of(Target.values())
        .flatMap(target -> Stream.of(new Situation(target, true), new Situation(target, false)))
        .filter(situation -> situation.toString().contains(word))
        .toList();
  }

  @Override
  public String toString() {
    return target.name().toLowerCase(Locale.ROOT) + (keep ? "-keep" : "-delete");
  }
}
