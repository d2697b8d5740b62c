package org.popfetch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "äöü, 3",
    "a\u0308, 1",
    "日本, 4",
    "ﾊﾝｶｸ, 4",
    "ｆｕｌｌ, 8",
    "한글, 4",
    "\u1112\u1161\u11ab, 2",
    "😀, 2",
    "a\u200bb, 2",
    "→…█, 3",
    "\ud83c\udde9\ud83c\uddea, 2",
  })
  void widthIsCountedAsATerminalShowsIt(String text, int columns) {
    assertThat(Columns.width(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
    "日本語, 5, 日本…",
    "日本語, 4, 日…",
    "e\u0301e\u0301e\u0301, 2, e\u0301…",
    "abc, 1, …",
    "abc, 0, ''",
  })
  void cuttingLeavesNoMoreThanFits(String text, int columns, String cut) {
    assertThat(Columns.cut(text, columns, "…")).isEqualTo(cut);
    assertThat(Columns.width(Columns.cut(text, columns, "…"))).isLessThanOrEqualTo(columns);
  }

  @Test
  void fillingUpCountsColumnsAndNotCharacters() {
    assertThat(Columns.left("日", 4)).isEqualTo("日  ");
    assertThat(Columns.right("日", 4)).isEqualTo("  日");
    assertThat(Columns.left("toolong", 4)).isEqualTo("toolong");
  }
}
