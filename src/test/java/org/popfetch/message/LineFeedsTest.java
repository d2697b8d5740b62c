package org.popfetch.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFeedsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r",
        "\n",
        "\r\n",
        "a\r\nb\r\n",
        "a\rb\nc\r\n",
        "\r\r\n\r",
        "\n\r\n\n\r\r",
        "no end",
        "\0\377\r\n\0",
        "a\r\n\r\n\r\nb"
      })
  void onlyTheCrOfACrlfGoesHoweverTheOctetsAreCut(String sent) throws IOException {
    String expected = sent.replace("\r\n", "\n");
    for (int first = 0; first <= sent.length(); first++) {
      for (int second = first; second <= sent.length(); second++) {
        assertThat(
                converted(
                    sent.substring(0, first),
                    sent.substring(first, second),
                    sent.substring(second)))
            .as("cut at %d and %d", first, second)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aCrIsNotHeldBackOnceItIsKnownWhatFollows() throws IOException {
    var out = new ByteArrayOutputStream();
    var feeds = new LineFeeds(out);
    feeds.write('\r');
    assertThat(out.size()).isZero();
    feeds.write('x');
    assertThat(out.toString(ISO_8859_1)).isEqualTo("\rx");
  }

  private static String converted(String... pieces) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var feeds = new LineFeeds(out)) {
      for (String piece : pieces) {
        feeds.write(piece.getBytes(ISO_8859_1));
      }
    }
    return out.toString(ISO_8859_1);
  }
}
