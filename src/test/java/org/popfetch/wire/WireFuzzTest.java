package org.popfetch.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.testing.Pieces;

/// Whatever comes from the network, and in whatever pieces: lines, listings and messages are what
/// they are when all is read at once and taken apart in the plainest way.
///
/// An input's first line is a number of octets that come before it, so that lines fall on the
/// buffer's end; its second the sizes of the pieces; the rest is what the server sends.
class WireFuzzTest {
  private static final int BOUND = 64;
  private static final int MOST_LINES = 700;
  private static final int MOST_FILLER = 40_000;
  private static final Watchdog WATCHDOG = new Watchdog(() -> {});
  private static final Pattern LINE = Pattern.compile("([^\n]*)\n");
  private static final Pattern TERMINATOR = Pattern.compile("(?:\\A|(?<=\r\n))\\.\r\n");
  private static final Pattern STUFFED = Pattern.compile("(\\A|\r\n)\\.");

  @FuzzTest
  void piecesMakeNoDifference(byte[] input) throws IOException {
    Pieces recipe = Pieces.of(input);
    String first = new String(input, 0, Math.min(6, input.length), ISO_8859_1);
    Pieces pieces = Pieces.of(recipe.whole());
    String sent = filler(number(first)) + pieces.latin1();
    checkLines(pieces.with(sent.getBytes(ISO_8859_1)), sent);
    checkListing(pieces.with(sent.getBytes(ISO_8859_1)), sent);
    checkMessage(pieces);
  }

  /// Lines until the stream ends, or until one is too long.
  private static void checkLines(Pieces pieces, String sent) throws IOException {
    var inbound = new Inbound(pieces.stream(), WATCHDOG);
    var read = new ArrayList<String>();
    String end = "";
    try {
      while (true) {
        read.add(inbound.line(BOUND, budget()));
      }
    } catch (EOFException e) {
      end = "eof";
    } catch (Inbound.Oversized e) {
      end = "oversized";
    }
    List<String> lines = linesOf(sent);
    int tooLong = 0;
    while (tooLong < lines.size() && lines.get(tooLong).length() <= BOUND) {
      tooLong++;
    }
    String rest = sent.substring(sent.lastIndexOf('\n') + 1);
    boolean bounded = tooLong == lines.size() && rest.length() <= BOUND + 1;
    assertThat(read).isEqualTo(lines.subList(0, tooLong));
    assertThat(end).isEqualTo(bounded ? "eof" : "oversized");
  }

  private static void checkListing(Pieces pieces, String sent) throws IOException {
    List<String> lines = linesOf(sent);
    int dot = lines.indexOf(".");
    List<String> expected = dot < 0 ? lines : lines.subList(0, dot);
    boolean bounded =
        expected.size() <= MOST_LINES && expected.stream().allMatch(l -> l.length() <= BOUND);
    var inbound = new Inbound(pieces.stream(), WATCHDOG);
    try {
      List<String> read = new ArrayList<>();
      inbound.listing(MOST_LINES, BOUND, budget(), OctetTaker.ofText(read::add));
      assertThat(bounded && dot >= 0).isTrue();
      assertThat(read)
          .isEqualTo(expected.stream().map(l -> l.startsWith(".") ? l.substring(1) : l).toList());
    } catch (EOFException e) {
      assertThat(bounded && dot < 0).isTrue();
    } catch (Inbound.Oversized e) {
      String rest = sent.substring(sent.lastIndexOf('\n') + 1);
      assertThat(bounded && (dot >= 0 || rest.length() <= BOUND)).isFalse();
    }
  }

  private static void checkMessage(Pieces pieces) throws IOException {
    var unstuffing = new DotUnstuffing();
    var out = new ByteArrayOutputStream();
    var left = new ByteArrayOutputStream();
    for (byte[] piece : pieces.all()) {
      ByteBuffer buffer = ByteBuffer.wrap(piece);
      unstuffing.pass(buffer, out);
      left.write(piece, buffer.position(), buffer.remaining());
    }
    String sent = pieces.latin1();
    Matcher terminator = TERMINATOR.matcher(sent);
    boolean complete = terminator.find();
    String body = complete ? sent.substring(0, terminator.start()) : sent;
    String expected = STUFFED.matcher(body).replaceAll("$1");
    assertThat(unstuffing.isComplete()).isEqualTo(complete);
    assertThat(unstuffing.octets()).isEqualTo(out.size());
    if (complete) {
      assertThat(out.toString(ISO_8859_1)).isEqualTo(expected);
      assertThat(left.toString(ISO_8859_1)).isEqualTo(sent.substring(terminator.end()));
    } else {
      // A CR behind a dot may yet belong to the terminating line.
      assertThat(expected).startsWith(out.toString(ISO_8859_1));
      assertThat(out.size()).isGreaterThanOrEqualTo(expected.length() - 1);
      assertThat(left.size()).isZero();
    }
  }

  private static TimeBudget budget() {
    return TimeBudget.once(Duration.ofDays(1));
  }

  private static List<String> linesOf(String sent) {
    return LINE.matcher(sent)
        .results()
        .map(line -> line.group(1))
        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  /// The number that a text begins with; 0 when it begins with none.
  private static int number(String text) {
    String digits = text.replaceFirst("[^0-9].*(?s:.*)", "");
    return digits.isEmpty() ? 0 : Math.min(MOST_FILLER, Integer.parseInt(digits));
  }

  private static String filler(int octets) {
    int rest = octets % 62;
    return ("x".repeat(60) + "\r\n").repeat(octets / 62)
        + (rest == 0 ? "" : "x".repeat(rest - 1) + "\n");
  }
}
