package org.popfetch.seen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whatever a line of a state file says: it is read as it was written, or refused as
/// `IllegalArgumentException`; never read as something else.
///
/// The checksum is put to each line of an input, so that it does not stand in the way.
class LinesFuzzTest {
  @FuzzTest
  void aLineIsReadAsWrittenOrRefused(byte[] input) throws IOException {
    var table = new SeenTable();
    int number = 1;
    for (String line : new String(input, ISO_8859_1).split("\n", -1)) {
      checkSeal(line, number);
      checkHeader(line);
      checkFields(line);
      replay(line, table);
      number++;
    }
    checkSnapshotOf(table);
    checkEscape(new String(input, UTF_8));
  }

  private static void checkSeal(String words, int number) {
    String sealed = Line.text(number, 1, words).stripTrailing();
    String text = unended(Line.text(number, 1, words));
    Line line = Line.parse(text).orElseThrow();
    assertThat(line.sequence()).isEqualTo(number);
    assertThat(line.first()).isEqualTo(1);
    assertThat(Samples.text(line.words())).isEqualTo(words);
    assertThat(Line.atTheEndOf("torn \0" + text)).isPresent();
    int at = words.length() * 7 % text.length();
    char flipped = (char) (text.charAt(at) ^ 1 << number % 8);
    assertThat(Line.parse(text.substring(0, at) + flipped + text.substring(at + 1))).isEmpty();
    assertThat(Line.parse(text.substring(0, text.length() - 1))).isEmpty();
    assertThat(sealed).isEqualTo(text);
    Line.parse(words)
        .ifPresent(whole -> {
          String again = Line.text(whole.sequence(), whole.first(), Samples.text(whole.words()));
          assertThat(Line.parse(unended(again))).isPresent();
        });
  }

  private static String unended(String line) {
    return line.substring(0, line.length() - 1);
  }

  private static void checkHeader(String line) {
    String sealed = Line.seal(line);
    String unended = sealed.substring(0, sealed.length() - 1);
    for (Header.Kind kind : Header.Kind.values()) {
      Optional<Header> header = Header.parse(kind, unended);
      header.ifPresent(one -> {
        assertThat(one.text()).isEqualTo(Header.parse(kind, unended).orElseThrow().text());
        assertThat(Header.parse(kind, one.text().stripTrailing())).contains(one);
        assertThat(Header.version(unended)).isEqualTo(Header.VERSION);
        assertThat(one.sequence()).isNotNegative();
        assertThat(one.generation()).isNotNegative();
      });
    }
    assertThat(Header.version(line)).isNotNegative();
  }

  private static void checkFields(String line) {
    try {
      assertThat(Stamp.text(Samples.stamp(line))).isEqualTo(line);
    } catch (IllegalArgumentException refused) {
      assertThat(line).isNotEqualTo("-");
    }
    try {
      Holder holder = Holder.parse(line);
      assertThat(Holder.parse(holder.text())).isEqualTo(holder);
      assertThat(holder.pid()).isNotNegative();
    } catch (IllegalArgumentException refused) {
      assertThat(line)
          .doesNotMatch("pid [0-9]{1,9} since 2[0-9]{3}-1[0-2]-[01][0-9]T1\\d:0\\d:0\\dZ");
    }
  }

  private static void checkEscape(String text) {
    String field = Escaped.of(text);
    assertThat(field).matches("[!-~]+").isNotEqualTo("-");
    assertThat(Escaped.read(field)).isEqualTo(text);
    try {
      String read = Escaped.read(text);
      assertThat(Escaped.read(Escaped.of(read))).isEqualTo(read);
    } catch (IllegalArgumentException refused) {
      assertThat(text).contains("%");
    }
  }

  private static void replay(String line, SeenTable table) throws IOException {
    List<String> before = lines(table);
    try {
      EntryText.replay(new Fields(line), table);
    } catch (IllegalArgumentException refused) {
      assertThat(lines(table)).isEqualTo(before);
    }
  }

  /// The lines of a snapshot make the same table, as often as one likes.
  private static void checkSnapshotOf(SeenTable table) throws IOException {
    var again = new SeenTable();
    again.notBefore(table.newest().map(Stamp::of).orElse(Stamp.NONE));
    List<String> lines = lines(table);
    lines.forEach(line -> EntryText.replay(new Fields(line), again));
    assertThat(lines(again)).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(again.open()).isEqualTo(table.open());
    assertThat(again.newest()).isEqualTo(table.newest());
    assertThat(table.lines()).isEqualTo(lines.size());
    for (SeenMessage one : table.all()) {
      assertThat(table.under(one.id().kind(), one.id().text())).contains(one);
    }
  }

  private static List<String> lines(SeenTable table) throws IOException {
    var lines = new ArrayList<String>();
    table.forEachLine(lines::add);
    return lines;
  }
}
