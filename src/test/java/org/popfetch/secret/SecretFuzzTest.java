package org.popfetch.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// Whatever stands in a netrc or in a password's file: entries that mean the same when they are
/// written anew, or a line's number; a password that is exactly the first line, or words that do
/// not hold it.
class SecretFuzzTest {
  @FuzzTest
  void anyFileGivesPasswordsOrAComplaintWithoutThem(byte[] input) {
    checkNetrc(new String(input, UTF_8));
    checkFirstLine(input);
  }

  private static void checkNetrc(String text) {
    try {
      List<String> entries = shown(Netrc.parse(text));
      assertThat(shown(Netrc.parse(written(Netrc.parse(text))))).isEqualTo(entries);
      // A comment or a macro, and one more machine, change nothing of what is there.
      assertThat(shown(Netrc.parse("# machine x\nmacdef y\npassword z\n\n" + text)))
          .isEqualTo(entries);
    } catch (Netrc.Malformed e) {
      long lines = text.chars().filter(c -> c == '\n').count() + 1;
      assertThat((long) e.line()).isBetween(1L, lines);
      assertThat(e).hasMessage("line " + e.line());
    }
  }

  private static List<String> shown(List<Netrc.Entry> entries) {
    return entries.stream()
        .map(entry ->
            "%s %s %s"
                .formatted(entry.machine(), entry.login(), entry.password().map(Secret::reveal)))
        .toList();
  }

  private static String written(List<Netrc.Entry> entries) {
    return entries.stream()
        .map(entry ->
            entry.machine().map(name -> "machine " + quoted(name)).orElse("default")
                + word("\nlogin ", entry.login())
                + word("\tpassword ", entry.password().map(Secret::reveal)))
        .collect(Collectors.joining("\n"));
  }

  private static String word(String keyword, Optional<String> value) {
    return value.map(text -> keyword + quoted(text)).orElse("");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void checkFirstLine(byte[] octets) {
    String line = new String(octets, ISO_8859_1).split("\n", -1)[0];
    String unended = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    String text = new String(unended.getBytes(ISO_8859_1), UTF_8);
    boolean isUtf8 = new String(text.getBytes(UTF_8), ISO_8859_1).equals(unended);
    boolean good = isUtf8 && !text.isEmpty() && !text.contains("\r") && !text.contains("\0");
    try {
      assertThat(FirstLine.of(octets, "that file").reveal()).isEqualTo(text);
      assertThat(good).isTrue();
    } catch (Failed e) {
      assertThat(good).isFalse();
      if (text.length() > 40) {
        assertThat(e.getMessage()).doesNotContain(text);
      }
      assertThat(e.getMessage()).contains("that file").doesNotContainPattern("\\p{Cntrl}");
    }
  }
}
