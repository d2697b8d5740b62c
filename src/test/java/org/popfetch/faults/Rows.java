package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/// What tests of rows have in common.
abstract class Rows {
  @TempDir Path root;

  Situation situation(String row, String title) {
    return new Situation(row, title, root);
  }

  /// A run of popfetch ended with this status, and these letters have arrived by then, each once,
  /// octet for octet, and nothing else.
  static void assertAfter(Act act, int status, int... letters) {
    assertThat(act.status()).as(act.err()).hasValue(status);
    assertThat(act.exact()).containsExactlyElementsOf(IntStream.of(letters).boxed().toList());
    assertThat(act.arrived()).hasSize(letters.length);
  }

  /// The last run found nothing wrong, and all letters have arrived, each once.
  static void assertCompleted(Played played) {
    List<Integer> all = played.numbers();
    assertAfter(played.last(), 0, all.stream().mapToInt(n -> n).toArray());
    assertThat(played.last().err()).isEmpty();
    assertThat(played.remarks()).isEmpty();
    assertThat(played.last().left()).isEqualTo(played.keep() ? all : List.of());
  }

  /// popfetch told this in one line that begins with the account, and no bug's trace.
  static void assertTold(Act act, String first, String... more) {
    var words = new ArrayList<>(List.of(more));
    words.add(first);
    assertThat(act.err()).hasLineCount(1).startsWith("work: ").contains(words);
    assertNoTrace(act);
  }

  static void assertNoTrace(Act act) {
    assertThat(act.err()).doesNotContain("Exception", "\tat ", "a bug in popfetch");
  }
}
