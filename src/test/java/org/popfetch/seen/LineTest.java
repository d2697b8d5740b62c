package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
  /// The checksum is the one that any tool for CRC-32C computes: a user can mend a file by hand.
  @Test
  void isWrittenAsTheManualSays() {
    String words = EntryText.of(new Entry.Deleted(Samples.id(1), Samples.NOON));
    assertThat(Line.text(1205, 1204, words))
        .isEqualTo("1205/1204 deleted uid uid-1 0 2026-11-21T12:00:00Z 22066a85\n");
    assertThat(Line.seal("123456789")).isEqualTo("123456789 e3069283\n");
  }

  @Test
  void aWholeLineIsReadBack() {
    Line line = Line.parse(Line.text(7, 3, "deleted uid x 0").stripTrailing()).orElseThrow();
    assertThat(line.sequence()).isEqualTo(7);
    assertThat(line.first()).isEqualTo(3);
    assertThat(Samples.text(line.words())).isEqualTo("deleted uid x 0");
  }

  @Test
  void noFlippedBitGoesUnnoticed() {
    String whole = Line.text(7, 3, EntryText.of(Samples.delivered(1))).stripTrailing();
    for (int i = 0; i < whole.length(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        var flipped = new StringBuilder(whole);
        flipped.setCharAt(i, (char) (whole.charAt(i) ^ 1 << bit));
        assertThat(Line.parse(flipped.toString())).as("bit %d of %d", bit, i).isEmpty();
      }
    }
  }

  @Test
  void noPartOfALineIsALine() {
    String whole = Line.text(7, 3, EntryText.of(Samples.delivered(1))).stripTrailing();
    for (int i = 0; i < whole.length(); i++) {
      assertThat(Line.parse(whole.substring(0, i))).isEmpty();
    }
  }

  @Test
  void aLineIsFoundAtTheEndOfOneThatLostItsLineEnd() {
    String second = "gone uid x 0 2026-11-21T12:00:00Z";
    String both = Line.text(7, 7, "returned uid x 0") + Line.text(8, 8, second);
    Line found = Line.atTheEndOf(both.stripTrailing().replace('\n', '\t')).orElseThrow();
    assertThat(found.sequence()).isEqualTo(8);
    assertThat(Samples.text(found.words())).isEqualTo(second);
    assertThat(Line.atTheEndOf("7/7 returned uid x 0 00000000")).isEmpty();
  }

  @Test
  void timesAreWrittenForPeopleAndReadBack() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(253402300800L));
      assertThat(Stamp.text(Stamp.of(time))).isEqualTo(time.toString());
      assertThat(Samples.stamp(time.toString())).isEqualTo(time.getEpochSecond());
    }
    assertThat(Stamp.text(Stamp.of(Instant.MAX))).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(Stamp.text(Stamp.of(Instant.MIN))).isEqualTo("1970-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-21",
        "2026-13-21T12:00:00Z",
        "2026-11-21 12:00:00Z",
        "2026-11-2aT12:00:00Z"
      })
  void otherTimesAreNone(String text) {
    assertThatThrownBy(() -> Samples.stamp(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
