package org.popfetch.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// Mail by the thousand, made from a seed. Its bodies hold the line starts that a transport or an
/// mbox must escape.
final class SampleBulk {

  private static final int SMALLEST = 1024;
  private static final int LONGEST_LINE = 76;
  private static final int INK = 65_536;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz     ABCDEFG0123456789.,;:";

  private final String ink;
  private final int size;
  private final long seed;

  private SampleBulk(int size, long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(INK);
    while (text.length() < INK) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    this.ink = text.toString();
    this.size = size;
    this.seed = seed;
  }

  static List<DemoMessage> many(int count, int size, long seed) {
    if (size < SMALLEST) {
      throw new IllegalArgumentException("no room for a header in " + size + " octets");
    }
    var bulk = new SampleBulk(size, seed);
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> DemoMessage.generated(size, () -> bulk.message(number)))
        .toList();
  }

  private byte[] message(int number) {
    var random = new Random(seed * 1_000_003 + number);
    var text = new StringBuilder(size).append(header(number));
    while (text.length() < size) {
      int left = size - text.length();
      // The last line takes what is left; no other leaves less than a line end.
      int width = left <= LONGEST_LINE + 4 ? left - 2 : 40 + random.nextInt(LONGEST_LINE - 40);
      appendLine(text, width, random);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void appendLine(StringBuilder text, int width, Random random) {
    int dice = random.nextInt(200);
    String start = dice < 2 ? "." : dice == 2 ? "From " : "";
    int begin = text.length();
    int from = random.nextInt(INK - LONGEST_LINE - 4);
    text.append(start).append(ink, from, from + LONGEST_LINE + 4);
    text.setLength(begin + width);
    text.append("\r\n");
  }

  private String header(int number) {
    return String.format(
            Locale.ROOT,
            """
            Return-Path: <sender%1$d@example.org>
            Received: from relay.example.org (relay.example.org [192.0.2.%2$d])
            \tby mx.example.net with ESMTPS id %3$08x
            \tfor <charles@example.net>; Mon, 1 Jun 2026 10:00:00 +0000
            Message-ID: <%3$d.%4$d@example.org>
            Date: Mon, 01 Jun 2026 10:00:00 +0000
            From: Sender %3$d <sender%1$d@example.org>
            To: <charles@example.net>
            Subject: message number %3$d
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            """,
            number % 97,
            number % 250,
            number,
            seed)
        .replace("\n", "\r\n");
  }
}
