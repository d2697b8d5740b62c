package org.popfetch.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// What came out of a situation, in a few words made from counts. The same for every fetcher.
///
/// `1 2 arrive, 69; then each once, 0`: after the first run letters 1 and 2 were there, whole and
/// once, and its exit status was 69; after the second one all were. A letter that has not arrived
/// and is not on the server any more is lost.
final class Phrase {
  private final Played played;
  private final List<String> parts = new ArrayList<>();
  private String before = "";

  private Phrase(Played played) {
    this.played = played;
  }

  static String of(Played played) {
    var phrase = new Phrase(played);
    played.acts().forEach(phrase::add);
    String acts = String.join("; then ", phrase.parts);
    return played.remarks().isEmpty()
        ? acts
        : acts + "; **" + String.join(", ", played.remarks()) + "**";
  }

  private void add(Act act) {
    String state = state(act);
    String end = act.status().isPresent() ? Integer.toString(act.status().getAsInt()) : "**hangs**";
    parts.add(state.equals(before) ? end : state + ", " + end);
    before = state;
  }

  private String state(Act act) {
    var words = new ArrayList<String>();
    words.add(arrived(act));
    List<Integer> whole = act.whole();
    some(act, words, "**twice**", number -> Collections.frequency(whole, number) == 2);
    some(act, words, "**more than twice**", number -> Collections.frequency(whole, number) > 2);
    some(act, words, "**lost**", number -> !whole.contains(number) && !act.left().contains(number));
    if (!act.damaged().isEmpty()) {
      words.add("**damaged: " + list(act.damaged()) + "**");
    }
    if (!played.keep() && !act.left().isEmpty()) {
      words.add("left there: " + list(act.left()));
    }
    if (played.secretly() && act.whole().isEmpty()) {
      words.add(act.toldPassword() ? "**password sent**" : "no password sent");
    }
    return String.join(", ", words);
  }

  private String arrived(Act act) {
    List<Integer> there = act.whole().stream().distinct().toList();
    if (there.isEmpty()) {
      return "nothing arrives";
    }
    if (act.whole().equals(act.sent())) {
      return "each once";
    }
    return there.equals(act.sent()) ? "all arrive" : list(there) + " arrive";
  }

  private interface Condition {
    boolean holds(int number);
  }

  private void some(Act act, List<String> words, String what, Condition condition) {
    List<Integer> those = act.sent().stream().filter(condition::holds).toList();
    if (!those.isEmpty()) {
      words.add(list(those) + " " + what);
    }
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream()
        .distinct()
        .map(n -> n == 0 ? "?" : n + "")
        .collect(Collectors.joining(" "));
  }
}
