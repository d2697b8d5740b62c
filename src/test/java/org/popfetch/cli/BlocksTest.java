package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private final List<String> out = new ArrayList<>();
  private final Blocks blocks = new Blocks(3, out::add);

  @Test
  void theFirstOneIsPassedOnAtOnceAndTheOthersInTheirTurn() {
    blocks.write(1, List.of("b1"));
    blocks.write(0, List.of("a1"));
    assertThat(out).containsExactly("a1");
    blocks.write(2, List.of("c1"));
    blocks.end(2);
    blocks.write(0, List.of("a2", "a3"));
    blocks.end(0);
    assertThat(out).containsExactly("a1", "a2", "a3", "b1");
    blocks.write(1, List.of("b2"));
    blocks.end(1);
    assertThat(out).containsExactly("a1", "a2", "a3", "b1", "b2", "c1");
  }

  @Test
  void thoseThatEndedEarlyFollowAllAtOnce() {
    blocks.write(2, List.of("c"));
    blocks.end(2);
    blocks.write(1, List.of("b"));
    blocks.end(1);
    assertThat(out).isEmpty();
    blocks.end(0);
    assertThat(out).containsExactly("b", "c");
  }
}
