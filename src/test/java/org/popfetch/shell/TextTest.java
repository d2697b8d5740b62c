package org.popfetch.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Typed;

/// How what the server says is shown, and how much of it is expected.
class TextTest {
  private static String script(String unstuffed) throws IOException {
    var out = new ByteArrayOutputStream();
    var console = new ScriptConsole(ScriptLines.of(List.of()), out, _ -> {});
    Lines lines = console.lines();
    for (byte octet : unstuffed.getBytes(ISO_8859_1)) {
      lines.write(octet);
    }
    lines.end();
    return out.toString(ISO_8859_1);
  }

  @Test
  void aScriptGetsTheAnswerAsItWasOnTheLineButForLineEnds() throws IOException {
    assertThat(script("one\r\n.two\r\n")).isEqualTo("one\n..two\n.\n");
    assertThat(script("")).isEqualTo(".\n");
    assertThat(script("no line end")).isEqualTo("no line end\n.\n");
    assertThat(script("a\rb\n.c\u001b[2J\u00ff\0\r\n")).isEqualTo("a\rb\n.c\u001b[2J\u00ff\0\n.\n");
  }

  private static List<String> shown(byte[] octets) {
    List<String> lines = new ArrayList<>();
    new TextLines(lines::add).write(octets, 0, octets.length);
    return lines;
  }

  @Test
  void aTerminalGetsNothingThatCouldHarmIt() {
    assertThat(shown("\u001b]0;x\u0007 tab\tend\nüber\n".getBytes(UTF_8)))
        .containsExactly("\\x1b]0;x\\x07 tab\tend", "über");
    assertThat(shown(new byte[] {(byte) 0xe4, '\n'})).containsExactly("ä");
  }

  @Test
  void aVeryLongLineIsCutBetweenCharacters() {
    List<String> pieces = shown(("ü".repeat(10_000) + "\n").getBytes(UTF_8));
    assertThat(pieces).hasSize(3);
    assertThat(String.join("", pieces)).isEqualTo("ü".repeat(10_000));
  }

  @ParameterizedTest
  @CsvSource({
    "STAT,STATUS",
    "LIST,LISTING",
    "list,LISTING",
    "LIST 3,STATUS",
    "UIDL,LISTING",
    "UIDL 3,STATUS",
    "CAPA,LISTING",
    "RETR 3,BODY",
    "top 3 0,BODY",
    "AUTH,LISTING",
    "AUTH PLAIN,STATUS",
    "LANG,LISTING",
    "LANG de,STATUS",
    "XTND XMIT,STATUS",
    "XTND BBOARDS,LISTING",
    "XTND BBOARDS x,STATUS",
    "XFOO,STATUS",
    "DELE 1,STATUS"
  })
  void knowsByTheCommandWhetherLinesFollow(String line, Command.Answer answer) {
    assertThat(Typed.of(line).answer()).isEqualTo(answer);
  }

  @Test
  void aMessageLineIsStuffedAndTheLoneDotIsNot() {
    assertThat(new Command.MessageLine(".x").line()).isEqualTo("..x");
    assertThat(new Command.MessageLine("..").line()).isEqualTo("...");
    assertThat(new Command.MessageLine(".").line()).isEqualTo(".");
    assertThat(new Command.MessageLine("x.").line()).isEqualTo("x.");
  }
}
