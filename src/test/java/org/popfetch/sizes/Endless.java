package org.popfetch.sizes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.popfetch.demo.DemoMessage;

/// Messages that are made while they are sent.
final class Endless {
  private static final byte[] HEADER = "Subject: large\r\n\r\n".getBytes(US_ASCII);

  private Endless() {}

  /// A message of lines of 76 octets, every hundredth of which begins with a dot.
  static DemoMessage ofLines(long octets) {
    var block = new StringBuilder();
    for (int line = 0; line < 1000; line++) {
      block.append(line % 100 == 0 ? '.' : 'x').append("y".repeat(75)).append("\r\n");
    }
    return of(block.toString().getBytes(US_ASCII), octets);
  }

  /// A message whose body is one line.
  static DemoMessage ofOneLine(long octets) {
    byte[] block = new byte[64 * 1024];
    Arrays.fill(block, (byte) 'x');
    return of(block, octets);
  }

  private static DemoMessage of(byte[] block, long octets) {
    int blocks = Math.toIntExact(octets / block.length);
    return new DemoMessage(
        HEADER.length + (long) blocks * block.length, () -> stream(block, blocks));
  }

  private static InputStream stream(byte[] block, int blocks) {
    List<byte[]> all = Collections.nCopies(blocks, block);
    var body =
        Collections.enumeration(
            all.stream().map(b -> (InputStream) new ByteArrayInputStream(b)).toList());
    return new SequenceInputStream(new ByteArrayInputStream(HEADER), new SequenceInputStream(body));
  }
}
