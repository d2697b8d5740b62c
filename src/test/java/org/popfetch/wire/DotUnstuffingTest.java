package org.popfetch.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotUnstuffingTest {
  /// What follows the message in the stream, and must stay there.
  private static final String REST = "+OK next\r\n";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          .\\r\\n                      | ""
          one\\r\\n.\\r\\n             | one\\r\\n
          ..\\r\\n.\\r\\n              | .\\r\\n
          ...\\r\\n.\\r\\n             | ..\\r\\n
          ..a\\r\\n..b\\r\\n.\\r\\n    | .a\\r\\n.b\\r\\n
          .a\\r\\n.\\r\\n              | a\\r\\n
          a.b\\r\\n.\\r\\n             | a.b\\r\\n
          \\r\\n\\r\\n.\\r\\n          | \\r\\n\\r\\n
          a\\n.\\nb\\r\\n.\\r\\n       | a\\n.\\nb\\r\\n
          a\\n..\\r\\n.\\r\\n          | a\\n..\\r\\n
          a\\r.\\r\\n.\\r\\n           | a\\r.\\r\\n
          a\\r\\r\\n.\\r\\n            | a\\r\\r\\n
          .\\ra\\r\\n.\\r\\n           | \\ra\\r\\n
          .\\r\\r\\n.\\r\\n            | \\r\\r\\n
          .\\r\\r.\\r\\n.\\r\\n        | \\r\\r.\\r\\n
          .\\n\\r\\n.\\r\\n            | \\n\\r\\n
          a\\0b\\xff\\r\\n.\\r\\n      | a\\0b\\xff\\r\\n
          """)
  void whereverTheOctetsAreSplit(String sent, String expected) throws IOException {
    String stream = octets(sent) + REST;
    for (int first = 0; first <= stream.length(); first++) {
      for (int second = first; second <= stream.length(); second++) {
        assertThat(passed(stream, first, second))
            .as("split at %s and %s", first, second)
            .isEqualTo(octets(expected) + "|" + REST);
      }
    }
  }

  /// What came through in three pieces, then what was left.
  private static String passed(String stream, int first, int second) throws IOException {
    var unstuffing = new DotUnstuffing();
    var out = new ByteArrayOutputStream();
    var left = new StringBuilder();
    List<String> pieces =
        List.of(
            stream.substring(0, first), stream.substring(first, second), stream.substring(second));
    for (String piece : pieces) {
      ByteBuffer buffer = ByteBuffer.wrap(piece.getBytes(ISO_8859_1));
      unstuffing.pass(buffer, out);
      left.append(ISO_8859_1.decode(buffer));
    }
    assertThat(unstuffing.isComplete()).isTrue();
    assertThat(unstuffing.octets()).isEqualTo(out.size());
    return out.toString(ISO_8859_1) + "|" + left;
  }

  @Test
  void isNotCompleteBeforeTheTerminatingLine() throws IOException {
    String sent = "one\r\n.\r\n";
    for (int length = 0; length < sent.length(); length++) {
      var unstuffing = new DotUnstuffing();
      unstuffing.pass(
          ByteBuffer.wrap(sent.substring(0, length).getBytes(ISO_8859_1)),
          OutputStream.nullOutputStream());
      assertThat(unstuffing.isComplete()).as("after %s octets", length).isFalse();
    }
  }

  @Test
  void passesALongLineInOneWrite() throws IOException {
    List<Integer> writes = new ArrayList<>();
    var out =
        new OutputStream() {
          @Override
          public void write(int octet) {
            writes.add(1);
          }

          @Override
          public void write(byte[] octets, int from, int length) {
            writes.add(length);
          }
        };
    byte[] line = ("x.\n\r".repeat(5000) + "\r\nmore\r\n.\r\n").getBytes(ISO_8859_1);
    new DotUnstuffing().pass(ByteBuffer.wrap(line), out);
    assertThat(writes).containsExactly(line.length - 3);
  }

  @Test
  void goesOnBehindAPieceThatItsTakerRefused() throws IOException {
    var unstuffing = new DotUnstuffing();
    ByteBuffer buffer = ByteBuffer.wrap("one\r\n..two\r\n.\r\n+OK".getBytes(ISO_8859_1));
    var full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> unstuffing.pass(buffer, full)).hasMessage("disk full");
    unstuffing.pass(buffer, OutputStream.nullOutputStream());
    assertThat(unstuffing.isComplete()).isTrue();
    assertThat(buffer.remaining()).isEqualTo(3);
  }

  private static String octets(String escaped) {
    return escaped
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .replace("\\xff", "\u00ff");
  }
}
