package org.popfetch.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.popfetch.testing.Pieces;

/// Whatever a message is, and in whatever pieces it comes: it passes unchanged, its header's digest
/// is the one that a plain reading of the whole gives, and its line ends become what
/// [String#replace] makes of them.
class MessageFuzzTest {
  private static final Set<String> REWRITTEN = Set.of("status", "x-status", "x-uidl");
  private static final String ADDRESS = "[^\\s\\p{Cntrl}\\p{Cf}\\p{Z}\\p{Co}\\p{Cs}]*";

  @FuzzTest
  void piecesMakeNoDifference(byte[] input) throws IOException {
    Pieces message = Pieces.of(input);
    var passed = new ByteArrayOutputStream();
    HeaderScan scan = scanned(message, passed);
    assertThat(passed.toByteArray()).isEqualTo(message.whole());
    assertThat(scan.sender()).matches(ADDRESS);
    assertThat(scan.sender().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(320);

    Header header = Header.of(message.latin1());
    assertThat(scan.headerEnded()).isEqualTo(header.ended());
    assertThat(scan.digest().hex()).isEqualTo(digest(header));

    checkLineFeeds(message);
    checkOtherForms(message, scan);
  }

  private static void checkLineFeeds(Pieces message) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var lineFeeds = new LineFeeds(out)) {
      message.writeTo(lineFeeds);
    }
    assertThat(out.toString(ISO_8859_1)).isEqualTo(message.latin1().replace("\r\n", "\n"));
  }

  /// The digest and the sender are the same with other line ends, of the header alone, and with a
  /// field that the server added; the sender is told by no rewritten field.
  private static void checkOtherForms(Pieces message, HeaderScan scan) throws IOException {
    String whole = message.latin1();
    boolean blank = whole.startsWith(" ") || whole.startsWith("\t");
    for (String other :
        Stream.of(
                whole.replace("\r\n", "\n"),
                whole.replace("\r\n", "\r\r\n"),
                scan.headerEnded() ? whole + "X: y\r\n" : whole,
                blank ? whole : "X-UIDL: 1\r\n 2\r\n" + whole)
            .toList()) {
      HeaderScan same =
          scanned(message.with(other.getBytes(ISO_8859_1)), OutputStream.nullOutputStream());
      assertThat(same.digest()).isEqualTo(scan.digest());
      assertThat(same.sender()).isEqualTo(scan.sender());
    }
  }

  private static HeaderScan scanned(Pieces message, OutputStream out) throws IOException {
    var scan = new HeaderScan(out);
    message.writeTo(scan);
    scan.digest();
    return scan;
  }

  /// The lines before the first empty one, without their ends.
  private record Header(List<String> lines, boolean ended) {
    static Header of(String message) {
      List<String> lines =
          Stream.of(message.split("\n", -1)).map(line -> line.replaceFirst("\r+\\z", "")).toList();
      int empty = lines.indexOf("");
      boolean ended = empty >= 0 && empty < lines.size() - 1;
      return new Header(empty < 0 ? lines : lines.subList(0, empty), ended);
    }
  }

  private static String digest(Header header) {
    var kept = new StringBuilder();
    boolean rewritten = false;
    boolean first = true;
    for (String line : header.lines()) {
      if (first || !(line.startsWith(" ") || line.startsWith("\t"))) {
        rewritten = REWRITTEN.contains(name(line));
      }
      kept.append(rewritten ? "" : line + "\n");
      first = false;
    }
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(kept.toString().getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(sha256, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(String line) {
    int colon = line.indexOf(':');
    return colon < 0 || colon > 63
        ? ""
        : line.substring(0, colon).stripTrailing().toLowerCase(Locale.ROOT);
  }
}
