package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommandReaderTest {

  @Test
  void cutsLinesAtCrlfAndAtLf() throws IOException {
    CommandReader reader = reading("STAT\r\nLIST 1\n\r\nPASS a\rb \377\r\nQUI");
    assertThat(reader.readLine()).isEqualTo("STAT");
    assertThat(reader.readLine()).isEqualTo("LIST 1");
    assertThat(reader.readLine()).isEmpty();
    assertThat(reader.readLine()).isEqualTo("PASS a\rb \377");
    assertThat(reader.readLine()).as("a line that was cut off").isNull();
  }

  @Test
  void knowsWhatIsWaiting() throws IOException {
    CommandReader reader = reading("NOOP\r\nSTAT\r\nQUI");
    assertThat(reader.hasLine()).as("before anything was read").isFalse();
    assertThat(reader.readLine()).isEqualTo("NOOP");
    assertThat(reader.hasLine()).isTrue();
    assertThat(reader.readLine()).isEqualTo("STAT");
    assertThat(reader.hasLine()).isFalse();
    assertThat(reader.isEmpty()).isFalse();
  }

  @Test
  void readsManyLinesAcrossItsBuffer() throws IOException {
    var text = new StringBuilder();
    for (int n = 0; n < 10_000; n++) {
      text.append("RETR ").append(n).append("\r\n");
    }
    CommandReader reader = reading(text.toString());
    for (int n = 0; n < 10_000; n++) {
      assertThat(reader.readLine()).isEqualTo("RETR " + n);
    }
    assertThat(reader.isEmpty()).isTrue();
  }

  @Test
  void readsTheLongestLineAndNoLongerOne() throws IOException {
    String longest = "x".repeat(CommandReader.LIMIT);
    assertThat(reading("\r\n" + longest + "\r\n").readLine()).isEmpty();
    assertThat(reading(longest + "\r\n").readLine()).isEqualTo(longest);
    assertThatThrownBy(() -> reading(longest + "xxx\r\n").readLine())
        .isInstanceOf(CommandReader.LineTooLong.class);
  }

  private static CommandReader reading(String text) {
    return new CommandReader(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }
}
