package org.popfetch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was said in each session, in the words of a script.
final class Transcript {

  private final Map<Integer, List<String>> sessions = new TreeMap<>();

  synchronized void add(int session, String line) {
    sessions.computeIfAbsent(session, _ -> new ArrayList<>()).add(line);
  }

  /// The sessions that took place; with their separators when there was more than one.
  @Override
  public synchronized String toString() {
    return sessions.entrySet().stream()
        .map(e -> title(e.getKey()) + String.join("\n", e.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private String title(int session) {
    return sessions.size() > 1 ? "--- session " + session + "\n" : "";
  }
}
