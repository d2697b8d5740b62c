package org.popfetch.faults;

import java.util.List;

/// A situation, as one fetcher met it.
///
/// @param keep whether they were to stay there
/// @param secretly whether it matters if the password was told
/// @param remarks what else went wrong
record Played(List<Act> acts, boolean keep, boolean secretly, List<String> remarks) {

  /// A run, counted from 1.
  Act run(int number) {
    return acts.get(number - 1);
  }

  Act last() {
    return acts.getLast();
  }

  /// The numbers of all letters that were on the server at some time.
  List<Integer> numbers() {
    return last().sent();
  }
}
