package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultilineBodyTest {

  /// In both columns R is CR and N is LF.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # message        | lines | sent
          ''               |   all | .RN
          a                |   all | aRN.RN
          aRN              |   all | aRN.RN
          .                |   all | ..RN.RN
          .RN..RN          |   all | ..RN...RN.RN
          RN.RN            |   all | RN..RN.RN
          aN.bRN           |   all | aN.bRN.RN
          aR.bRN           |   all | aR.bRN.RN
          aRRN.            |   all | aRRN..RN.RN
          aN               |   all | aNRN.RN
          aR               |   all | aRRN.RN
          hRNRNbRNcRN      |     0 | hRNRN.RN
          hRNRNbRNcRN      |     1 | hRNRNbRN.RN
          hRNRNbRNcRN      |     2 | hRNRNbRNcRN.RN
          hRNRNbRNcRN      |     3 | hRNRNbRNcRN.RN
          hRNRN.RN.RN      |     1 | hRNRN..RN.RN
          hRNkRN           |     0 | hRNkRN.RN
          RNbRN            |     0 | RN.RN
          hRNRNRNRN        |     1 | hRNRNRN.RN
          """)
  void stuffsDotsAndCountsLinesWhereverTheBuffersEnd(String message, String lines, String sent)
      throws IOException {
    byte[] octets = octets(message);
    long count = lines.equals("all") ? ServerReply.Content.WHOLE : Long.parseLong(lines);

    assertThat(send(DemoMessage.of(octets), count)).isEqualTo(octets(sent));
    assertThat(send(new DemoMessage(octets.length, () -> new OneByOne(octets)), count))
        .isEqualTo(octets(sent));
  }

  private static byte[] send(DemoMessage message, long lines) throws IOException {
    var out = new ByteArrayOutputStream();
    MultilineBody.send(message, lines, out);
    return out.toByteArray();
  }

  private static byte[] octets(String text) {
    return text.replace('R', '\r').replace('N', '\n').getBytes(ISO_8859_1);
  }

  /// Gives an octet at a time, however many are asked for.
  private static final class OneByOne extends InputStream {
    private final ByteArrayInputStream octets;

    OneByOne(byte[] octets) {
      this.octets = new ByteArrayInputStream(octets);
    }

    @Override
    public int read() {
      return octets.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return octets.read(buffer, offset, Math.min(length, 1));
    }
  }
}
