package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whatever a server says: no exception, values within their bounds, and nothing that is shown can
/// do harm to a terminal. `JAZZER_FUZZ=1` looks for new inputs; the kept ones run with every build.
class ParsersFuzzTest {
  private static final Pattern PLAIN = Pattern.compile("([1-9][0-9]{0,8})[ \t][!-~]+");
  private static final String HARMLESS = "[^\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]*";

  @FuzzTest
  void anyLineIsSomeReply(byte[] octets) {
    String line = latin1(octets).replaceAll("[\r\n]", "");
    checkReply(line);
    checkUid(line);
    checkShown(octets);
  }

  private static void checkReply(String line) {
    Reply reply = Reply.parse(line);
    assertThat(line).contains(reply.text().latin1());
    assertHarmless(reply);
    if (reply instanceof Reply.Err(Optional<ResponseCode> code, ServerText text)) {
      assertThat(code.isPresent()).isEqualTo(text.latin1().matches("(?s)\\[[^]]+].*"));
    }
    assertThat(Reply.parse(line.toLowerCase(Locale.ROOT))).hasSameClassAs(reply);
  }

  /// The fence: a uid is the same in the listing and in the answer about one message.
  private static void checkUid(String value) {
    Optional<Uid> listed =
        Maildrop.join(List.of(), Optional.of(List.of("7 " + value))).messages().getFirst().uid();
    assertThat(Maildrop.uidOf(7, Reply.parse("+OK 7 " + value).text())).isEqualTo(listed);
    assertThat(Maildrop.uidOf(8, Reply.parse("+OK 7 " + value).text())).isEmpty();
  }

  private static void checkShown(byte[] octets) {
    ServerText text = ServerText.of(octets, 0, octets.length);
    assertHarmless(text);
    assertThat(text.toString())
        .hasSizeLessThanOrEqualTo(400 + "\\u{10ffff}… (2147483647 octets)".length());
    assertThat(text.latin1().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(octets);
  }

  /// The lines before the first empty one are `LIST`, the others `UIDL`; all of them are `CAPA`.
  @FuzzTest
  void anyListingIsUnderstood(byte[] octets) {
    List<String> lines = lines(octets);
    checkMaildrop(lines);
    checkCapabilities(lines);
  }

  private static void checkMaildrop(List<String> lines) {
    int middle = lines.indexOf("");
    Maildrop maildrop =
        middle < 0
            ? Maildrop.join(lines, Optional.empty())
            : Maildrop.join(
                lines.subList(0, middle), Optional.of(lines.subList(middle + 1, lines.size())));
    List<Integer> numbers = maildrop.messages().stream().map(Maildrop.Message::number).toList();
    assertThat(numbers).hasSizeLessThanOrEqualTo(lines.size()).doesNotHaveDuplicates().isSorted();
    assertThat(numbers).allMatch(number -> number >= 1);
    assertThat(maildrop.messages())
        .allMatch(message -> message.octets() >= -1 && message.octets() < 1_000_000_000_000L)
        .allMatch(message -> maildrop.hasUidl() || message.uid().isEmpty());
    maildrop.messages().stream()
        .flatMap(message -> message.uid().stream())
        .forEach(ParsersFuzzTest::fits);
    for (String line : lines) {
      Matcher plain = PLAIN.matcher(line);
      if (plain.matches()) {
        assertThat(numbers).contains(Integer.valueOf(plain.group(1)));
      }
    }
  }

  private static void checkCapabilities(List<String> lines) {
    Capabilities capabilities = Capabilities.parse(lines);
    assertThat(capabilities.all()).hasSizeLessThanOrEqualTo(lines.size());
    assertThat(capabilities.all().keySet()).noneMatch(name -> name.matches(".*[ \t].*|"));
    assertThat(capabilities.sasl()).noneMatch(String::isEmpty);
    assertThat(capabilities.pipelining()).isEqualTo(capabilities.has("PIPELINING"));
    assertHarmless(capabilities);
  }

  private static void fits(Uid uid) {
    assertThat(uid.latin1()).hasSizeBetween(1, Uid.MAX_LENGTH);
    assertThat(Blanks.stripped(uid.latin1())).isEqualTo(uid.latin1());
    assertHarmless(uid);
  }

  private static void assertHarmless(Object shown) {
    assertThat(shown.toString()).matches(HARMLESS);
  }

  private static String latin1(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(byte[] octets) {
    return Arrays.asList(latin1(octets).split("\r?\n", -1));
  }
}
