package org.popfetch.pop3;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a server announced by `CAPA` (RFC 2449 §5), as capability names with their arguments, all
/// in upper case. A server without `CAPA` has [#NONE], which says nothing: a capability may work
/// unannounced.
public record Capabilities(Map<String, List<String>> all) {
  public static final Capabilities NONE = new Capabilities(Map.of());

  public Capabilities {
    all = Map.copyOf(all);
  }

  /// Reads the lines of the listing, without line ends. Odd lines count as capabilities nobody asks
  /// for.
  public static Capabilities parse(List<String> lines) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = Blanks.stripped(line).toUpperCase(Locale.ROOT).split("[ \t]+");
      if (!words[0].isEmpty()) {
        all.putIfAbsent(words[0], List.copyOf(Arrays.asList(words).subList(1, words.length)));
      }
    }
    return new Capabilities(all);
  }

  /// As [#parse] reads them, sorted by name.
  public List<String> lines() {
    return all.entrySet().stream()
        .sorted((a, b) -> a.getKey().compareTo(b.getKey()))
        .map(one -> String.join(" ", one.getKey(), String.join(" ", one.getValue())).strip())
        .toList();
  }

  public boolean has(String name) {
    return all.containsKey(name);
  }

  /// Whether the server answered `CAPA` at all.
  public boolean isKnown() {
    return !all.isEmpty();
  }

  /// The SASL mechanisms offered (RFC 5034 §3).
  public Set<String> sasl() {
    return Set.copyOf(all.getOrDefault("SASL", List.of()));
  }

  /// Whether commands may be sent in batches (RFC 2449 §6.6).
  public boolean pipelining() {
    return has("PIPELINING");
  }

  /// Whether a message that was retrieved may be out of reach once a session ended in `QUIT`:
  /// servers that say `EXPIRE 0`, with or without `USER` (RFC 2449 §6.7), and Gmail.
  public boolean hidesRetrieved() {
    return all.getOrDefault("EXPIRE", List.of()).stream().findFirst().equals(Optional.of("0"))
        || all.keySet().stream().anyMatch(name -> name.startsWith("X-GOOGLE-"));
  }

  /// The listing, sorted by name: what a report shows. Escaped.
  @Override
  public String toString() {
    return all.keySet().stream()
        .sorted()
        .map(name -> new ServerText(name).toString())
        .collect(Collectors.joining(" "));
  }
}
