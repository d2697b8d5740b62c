package org.popfetch.faults;

import java.util.List;
import org.popfetch.faults.server.Letter;

/// A situation, as one fetcher met it.
///
/// @param sent all letters that were on the server at some time
/// @param keep whether they were to stay there
/// @param secretly whether it matters if the password was told
/// @param remarks what else went wrong
record Played(
    List<Act> acts, List<Letter> sent, boolean keep, boolean secretly, List<String> remarks) {

  /// A run, counted from 1.
  Act run(int number) {
    return acts.get(number - 1);
  }

  Act last() {
    return acts.getLast();
  }

  List<Integer> numbers() {
    return sent.stream().map(Letter::number).distinct().sorted().toList();
  }
}
