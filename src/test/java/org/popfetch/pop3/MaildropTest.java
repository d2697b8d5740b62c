package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.pop3.Maildrop.Message;

class MaildropTest {
  @Test
  void theExamplesOfRfc1939() {
    Maildrop maildrop =
        join(
            """
            1 120
            2 200
            """,
            """
            1 whqtswO00WBw418f9t5JxYwZ
            2 QhdPYR:00WBw1Ph7x7
            """);
    assertThat(maildrop.messages())
        .containsExactly(
            message(1, 120, "whqtswO00WBw418f9t5JxYwZ"), message(2, 200, "QhdPYR:00WBw1Ph7x7"));
    assertThat(maildrop.octets()).isEqualTo(320);
    assertThat(maildrop.hasUidl()).isTrue();
  }

  @Test
  void theListingsAreJoinedByNumberNotByPlace() {
    Maildrop maildrop =
        join(
            """
            3 30
            1 10
            5 50
            """,
            """
            5 e
            2 b
            3 c
            """);
    assertThat(maildrop.messages())
        .containsExactly(
            message(1, 10), message(2, -1, "b"), message(3, 30, "c"), message(5, 50, "e"));
    assertThat(maildrop.messages().get(1).size()).isEmpty();
    assertThat(maildrop.octets()).isEqualTo(90);
  }

  @Test
  void withoutUidlThereAreNumbersAndSizes() {
    Maildrop maildrop = Maildrop.join(List.of("1 120"), Optional.empty());
    assertThat(maildrop.messages()).containsExactly(message(1, 120));
    assertThat(maildrop.hasUidl()).isFalse();
    assertThat(join("", "").hasUidl()).isTrue();
  }

  @Test
  void aNumberThatIsListedTwiceCountsOnceAsFirstSaid() {
    assertThat(join("1 10\n1 11", "1 a\n1 b").messages()).containsExactly(message(1, 10, "a"));
    assertThat(join("1 10", "1\n1 b").messages()).containsExactly(message(1, 10, "b"));
  }

  @Test
  void theMessagesOfAUidStandTogether() {
    Maildrop maildrop = join("4 40", "1 b\n2 same\n3 aa\n5\n6 same\n7 a\n8 \u00e9\n9 same");
    assertThat(maildrop.byUid())
        .containsExactly(
            List.of(message(7, -1, "a")),
            List.of(message(3, -1, "aa")),
            List.of(message(1, -1, "b")),
            List.of(message(2, -1, "same"), message(6, -1, "same"), message(9, -1, "same")),
            List.of(message(8, -1, "\u00e9")));
    assertThat(maildrop.nameless()).containsExactly(message(4, 40), message(5, -1));
    List<String> uids = List.of("a", "aa", "b", "same", "\u00e9");
    for (String first : uids) {
      for (String then : uids) {
        UidGroups groups = maildrop.byUid();
        assertThat(groups.find(new Uid(first))).isEqualTo(uids.indexOf(first));
        assertThat(groups.find(new Uid("x"))).isNegative();
        assertThat(groups.find(new Uid(then))).isEqualTo(uids.indexOf(then));
      }
    }
    assertThat(join("1 1", "").byUid()).isEmpty();
  }

  @Test
  void aMessageIsFoundByItsNumber() {
    Maildrop maildrop = join("3 30\n1 10", "2 b");
    assertThat(maildrop.message(2)).contains(message(2, -1, "b"));
    assertThat(maildrop.message(3)).contains(message(3, 30));
    assertThat(maildrop.message(4)).isEmpty();
    assertThat(new Maildrop(maildrop.messages().reversed().reversed(), true)).isEqualTo(maildrop);
  }

  @Test
  void twoMessagesMayShareAUid() {
    assertThat(join("1 10\n2 10", "1 same\n2 same").messages())
        .containsExactly(message(1, 10, "same"), message(2, 10, "same"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "0 10",
        "-1 10",
        "+1 10",
        "2147483648 10",
        "4294967297 10",
        "9223372036854775808 10",
        "99999999999999999999999999999999 10",
        "1x 10",
        "1,10",
        " 1 10",
        "one 10",
        "\u00b2 10"
      })
  void aLineWithoutAUsableNumberIsIgnored(String line) {
    assertThat(join(line, line).messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 0|                       0",
        "1 120 and more|            120",
        "1 \t  120|                 120",
        "2147483647 12|             12",
        "1 999999999999|            999999999999",
        "1 1000000000000|           -1",
        "1 9223372036854775808|     -1",
        "1 -5|                      -1",
        "1 +5|                      -1",
        "1 many|                    -1",
        "1|                         -1",
      })
  void aSizeThatMakesNoSenseIsUnknown(String line, long octets) {
    assertThat(join(line, "").messages()).singleElement().returns(octets, Message::octets);
  }

  @Test
  void noSumOfSizesOverflows() {
    List<String> listing =
        IntStream.rangeClosed(1, 20_000).mapToObj(number -> number + " 999999999999").toList();
    assertThat(Maildrop.join(listing, Optional.empty()).octets())
        .isEqualTo(20_000 * 999_999_999_999L);
    assertThat(Math.multiplyExact(Maildrop.MAX_MESSAGES, 999_999_999_999L)).isPositive();
  }

  /// `|` stands for a line's end, so that blanks before it can be seen.
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "1 uid|                      > uid",
        "1     uid|                  > uid",
        "1 \tuid|                    > uid",
        "1 uid   |                   > uid",
        "1 two words|                > two words",
        "1 /var/mail/me: 17|         > /var/mail/me: 17",
        "1 1|                        > 1",
        "1 \u00e4\u00ff|             > \u00e4\u00ff",
        "1 \u00a0|                   > \u00a0",
      })
  void aUidIsWhatStandsBetweenTheBlanks(String line, String uid) {
    String listed = line.substring(0, line.indexOf('|'));
    assertThat(join("", listed).messages()).containsExactly(message(1, -1, uid));
    assertThat(uidOf(1, "+OK " + listed)).contains(new Uid(uid));
  }

  @Test
  void controlCharactersAtTheEndsOfAUidBelongToIt() {
    assertThat(join("", "1 \u001fuid\u001c").messages())
        .containsExactly(message(1, -1, "\u001fuid\u001c"));
    assertThat(uidOf(1, "+OK 1 \u001fuid\u001c")).contains(new Uid("\u001fuid\u001c"));
  }

  @Test
  void aUidOfAnyLengthUpToAKilobyteIsTaken() {
    for (int length : new int[] {1, 70, 500, 1024}) {
      String uid = "u".repeat(length);
      assertThat(join("", "1 " + uid).messages()).containsExactly(message(1, -1, uid));
    }
    assertThat(join("", "1 " + "u".repeat(1025)).messages()).containsExactly(message(1, -1));
    assertThat(uidOf(1, "+OK 1 " + "u".repeat(1025))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK",
        "+OK 2 uid",
        "+OK 1",
        "+OK 1 ",
        "+OK message 1 is uid",
        "+OK -1 uid",
        "+OK 11 uid",
        "+OK 4294967297 uid"
      })
  void anAnswerAboutSomethingElseNamesNoUid(String answer) {
    assertThat(uidOf(1, answer)).isEmpty();
  }

  private static Optional<Uid> uidOf(int number, String answer) {
    return Maildrop.uidOf(number, Reply.parse(answer).text());
  }

  private static Maildrop join(String list, String uidl) {
    return Maildrop.join(list.lines().toList(), Optional.of(uidl.lines().toList()));
  }

  private static Message message(int number, long octets) {
    return new Message(number, octets, Optional.empty());
  }

  private static Message message(int number, long octets, String uid) {
    return new Message(number, octets, Optional.of(new Uid(uid)));
  }
}
