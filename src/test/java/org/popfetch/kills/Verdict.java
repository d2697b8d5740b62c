package org.popfetch.kills;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a round's destination holds, compared with what was sent.
///
/// @param lost no whole copy of them is there
/// @param twice the copies beyond the first
/// @param broken copies that are not whole
/// @param changed whole copies that differ in some octet
/// @param left how many messages are on the server
record Verdict(
    List<Integer> lost,
    List<Integer> twice,
    List<Integer> broken,
    List<Integer> changed,
    List<Path> strays,
    long left) {

  static Verdict of(List<Letter> sent, Home home, long left) throws IOException {
    List<Letter.Copy> copies = home.copies();
    Map<Integer, List<Letter.Copy>> whole =
        copies.stream().filter(Letter.Copy::whole).collect(groupingBy(Letter.Copy::number));
    List<Integer> lost = new ArrayList<>();
    List<Integer> twice = new ArrayList<>();
    List<Integer> changed = new ArrayList<>();
    for (Letter letter : sent) {
      List<Letter.Copy> here = whole.getOrDefault(letter.number(), List.of());
      if (here.isEmpty()) {
        lost.add(letter.number());
      }
      here.stream().skip(1).forEach(copy -> twice.add(copy.number()));
      String digest = letter.digest();
      here.stream()
          .filter(copy -> !copy.digest().equals(digest))
          .forEach(copy -> changed.add(copy.number()));
    }
    List<Integer> broken =
        copies.stream().filter(copy -> !copy.whole()).map(Letter.Copy::number).toList();
    return new Verdict(lost, twice, broken, changed, home.strays(), left);
  }
}
