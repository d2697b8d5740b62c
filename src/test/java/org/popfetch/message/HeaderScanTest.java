package org.popfetch.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderScanTest {
  @Test
  void theDigestIsThatOfTheHeaderLinesEndedByLf() throws Exception {
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("A: 1\nB: 2\n".getBytes(UTF_8));
    assertThat(digest("A: 1\r\nB: 2\r\n\r\nbody").hex())
        .isEqualTo(HexFormat.of().formatHex(sha256).substring(0, 32));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: 1\r\nB: 2\r\n\r\nC: 3\r\n", // the whole message
        "A: 1\r\nB: 2\r\n\r\n", // TOP n 0
        "A: 1\r\nB: 2\r\n", // TOP n 0 of a server that leaves the empty line out
        "A: 1\r\nB: 2", // and the line's end
        "A: 1\nB: 2\n\nbody\n",
        "A: 1\r\r\nB: 2\r\r\n\r\r\nbody\r\r\n", // Courier over files with CRLF
        "A: 1\r\nStatus: RO\r\nB: 2\r\nX-Status: A\r\nX-UIDL: 9\r\n\r\n",
        "STATUS: R\r\n O\r\n\tx\r\nA: 1\r\nx-uidl:\r\nB: 2\r\nx-status : A\r\n\r\n",
        "A: 1\r\nB: 2\r\nX-IMAPbase: 17                 2\r\nX-UID: 1\r\n\r\n", // mailutils
      })
  void theDigestDependsNeitherOnLineEndsNorOnWhatServersRewrite(String sent) throws IOException {
    assertThat(digest(sent)).isEqualTo(digest("A: 1\nB: 2\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: 1\nB: 3\n",
        "A: 1\n B: 2\n",
        "A: 1\nB:\r 2\n",
        "A: 1\nStatusx: RO\nB: 2\n",
        "A: 1\nB: 2\n status: RO\n",
        "B: 2\nA: 1\n",
        ""
      })
  void anotherHeaderHasAnotherDigest(String other) throws IOException {
    assertThat(digest(other)).isNotEqualTo(digest("A: 1\nB: 2\n"));
  }

  @Test
  void theOctetsPassUnchangedHoweverTheyAreCut() throws IOException {
    String sent = "Status: O\r\nFrom: a@b\r\n\r\n\0\377\r\nStatus: x\r";
    for (int cut = 0; cut <= sent.length(); cut++) {
      var out = new ByteArrayOutputStream();
      var scan = new HeaderScan(out);
      scan.write(sent.substring(0, cut).getBytes(ISO_8859_1));
      scan.write(sent.substring(cut).getBytes(ISO_8859_1));
      assertThat(out.toString(ISO_8859_1)).isEqualTo(sent);
      assertThat(scan.digest()).isEqualTo(digest(sent));
      assertThat(scan.sender()).isEqualTo("a@b");
      assertThat(scan.headerEnded()).isTrue();
    }
  }

  @Test
  void aHeaderWithoutAnEmptyLineHasNotEnded() throws IOException {
    assertThat(scanned("A: 1\r\n").headerEnded()).isFalse();
    assertThat(scanned("").headerEnded()).isFalse();
    assertThat(scanned("\r\nbody").headerEnded()).isTrue();
  }

  @Test
  void aHeaderLineOf100MegabytesNeedsLittleMemory() throws IOException {
    var scan = new HeaderScan(OutputStream.nullOutputStream());
    scan.write("From: ".getBytes(UTF_8));
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) 'x');
    for (int i = 0; i < 100; i++) {
      scan.write(megabyte);
    }
    scan.write("\r\nReturn-Path: <a@b>\r\n\r\n".getBytes(UTF_8));
    assertThat(scan.sender()).isEqualTo("a@b");
    assertThat(scan.headerEnded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Return-Path: <a@b>;From: c@d                | a@b
          From: c@d;Return-Path: <a@b>                | a@b
          Return-Path: <>;From: c@d                   | ~~
          Return-Path: ;From: c@d                     | c@d
          return-path: a@b                            | a@b
          RETURN-PATH:<a@b>                           | a@b
          Return-Path: <@relay,@other:a@b>            | a@b
          Return-Path: <a@b>;Return-Path: <e@f>       | a@b
          From: Ada Lovelace <ada@b>                  | ada@b
          From: Ada Lovelace; <ada@b>                 | ada@b
          From: "Love>lace, <Ada" <ada@b>             | ada@b
          From: "Love\\"lace <x@y>" <ada@b>           | ada@b
          From: (a (nested) <x@y> comment) ada@b (c)  | ada@b
          From: ada@b, charles@d                      | ada@b
          From: , ada@b                               | ada@b
          From: ada@b (Ada)                           | ada@b
          From: friends: ada@b, charles@d;            | ada@b
          From: undisclosed-recipients:;              | ~~
          From: root                                  | root
          From: Ada ada@b                             | ada@b
          From: "ada love"@b                          | "adalove"@b
          From: <ada@b                                | ada@b
          From: <"a>b"@c>                             | "a>b"@c
          From: <ada lovelace@b>                      | adalovelace@b
          From:                                       | ~~
          Subject: x@y                                | ~~
          X-From: x@y                                 | ~~
          """)
  void theSenderIsTheReturnPathOrElseTheFirstAuthor(String header, String expected)
      throws IOException {
    // A ';' before a blank folds the line, any other ends it.
    String lines = header.replace("; ", "\r\n ").replaceAll(";(?=[A-Z])", "\r\n");
    assertThat(scanned(lines + "\r\n\r\n").sender()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'<a\u0001\u001b[2J@b\u007f>', a[2J@b",
    "'<a\u00a0\u2028\u202e@b>', a@b",
    "'<gr\u00fc\u00dfe@b>', gr\u00fc\u00dfe@b"
  })
  void theSenderIsSafeToShow(String path, String expected) throws IOException {
    var scan = new HeaderScan(OutputStream.nullOutputStream());
    scan.write(("Return-Path: " + path + "\r\n\r\n").getBytes(UTF_8));
    assertThat(scan.sender()).isEqualTo(expected);
  }

  @Test
  void theSenderIsNoLongerThanAnAddressCanBe() throws IOException {
    String path = "Return-Path: <" + "\u00fc".repeat(1000) + "@b>\r\n\r\n";
    var scan = new HeaderScan(OutputStream.nullOutputStream());
    scan.write(path.getBytes(UTF_8));
    assertThat(scan.sender()).isEqualTo("\u00fc".repeat(160));
    assertThat(scanned("From: " + "x".repeat(100_000) + "\r\n\r\n").sender())
        .isEqualTo("x".repeat(320));
  }

  @Test
  void octetsThatAreNoUtf8BecomeQuestionMarks() throws IOException {
    assertThat(scanned("From: <b\374b@c>\r\n\r\n").sender()).isEqualTo("b?b@c");
  }

  private static HeaderDigest digest(String latin1) throws IOException {
    return scanned(latin1).digest();
  }

  private static HeaderScan scanned(String latin1) throws IOException {
    var scan = new HeaderScan(OutputStream.nullOutputStream());
    scan.write(latin1.getBytes(ISO_8859_1));
    scan.digest();
    return scan;
  }
}
