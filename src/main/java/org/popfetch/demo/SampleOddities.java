package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.popfetch.demo.SamplePost.base64;
import static org.popfetch.demo.SamplePost.post;

import java.util.List;
import java.util.Random;

/// Sample mail whose octets are the point: each has broken some mail fetcher.
final class SampleOddities {

  private static final int REPORT_OCTETS = 2_300_000;

  private SampleOddities() {}

  static List<DemoMessage> all() {
    return List.of(
        dots(),
        fromLines(),
        eightBit(),
        emptyBody(),
        noBody(),
        noLineEnd(),
        longLines(),
        controls(),
        big());
  }

  private static DemoMessage dots() {
    return post(
        "samuel@example.org",
        "Fri, 16 Oct 2026 08:00:00 -0500",
        """
        From: Samuel Morse <samuel@example.org>
        To: charles@example.net
        Subject: What hath God wrought

        .-- .... .- -
        .
        ..
        ...
        .foo
        . .
        ..

        .
        """);
  }

  private static DemoMessage fromLines() {
    return post(
        "rowland@example.org",
        "Sat, 17 Oct 2026 08:00:00 +0100",
        """
        From: Rowland Hill <rowland@example.org>
        To: charles@example.net
        Subject: Letters that begin with From

        From the Post Office, a penny a letter.

        From rowland@example.org Sat Oct 17 08:00:00 2026
        >From here on, quoted once.
        >>From there on, twice.
        From\s
        from a lower case, harmless.
        """);
  }

  /// Neither charset nor encoding declared, as old programs do.
  private static DemoMessage eightBit() {
    return post(
        "carl@example.com",
        "Sun, 18 Oct 2026 08:00:00 +0200",
        """
        From: Carl Friedrich Gauß <carl@example.com>
        To: charles@example.net
        Subject: Quadratische Reziprozität, achter Beweis

        Es sei p eine ungerade Primzahl. Über das Übrige schweigt die Höflichkeit.
        """,
        ISO_8859_1);
  }

  private static DemoMessage emptyBody() {
    return post(
        "sphinx@example.net",
        "Mon, 19 Oct 2026 00:00:00 +0000",
        """
        From: sphinx@example.net
        To: charles@example.net
        Subject: Everything I know (EOM)

        """);
  }

  /// Not even the empty line that ends the header.
  private static DemoMessage noBody() {
    return post(
        "echo@example.net",
        "Tue, 20 Oct 2026 00:00:00 +0000",
        """
        From: echo@example.net
        To: charles@example.net
        Subject: Only a header
        """);
  }

  private static DemoMessage noLineEnd() {
    return post(
        "pierre@example.org",
        "Wed, 21 Oct 2026 16:37:00 +0200",
        """
        From: Pierre de Fermat <pierre@example.org>
        To: charles@example.net
        Subject: A truly marvellous proof

        I have a proof, which this message is too narrow to\
        """);
  }

  /// Longer than any line may be (RFC 5322 §2.1.1), and than the buffers of some.
  private static DemoMessage longLines() {
    return post(
        "marcel@example.org",
        "Thu, 22 Oct 2026 22:00:00 +0200",
        """
        From: Marcel Proust <marcel@example.org>
        To: charles@example.net
        Subject: A paragraph

        """
            + "For a long time I used to go to bed early. ".repeat(300).strip()
            + "\n"
            + ".".repeat(8192)
            + "\n"
            + "=".repeat(100_000)
            + "\n");
  }

  /// Octets that text does not have: NUL, BEL, a lone CR, and what would recolour a terminal.
  private static DemoMessage controls() {
    return post(
        "kurt@example.com",
        "Fri, 23 Oct 2026 12:00:00 +0200",
        """
        From: Kurt Goedel <kurt@example.com>
        To: charles@example.net
        Subject: A sentence that cannot be transmitted

        NUL [\0] BEL [\7] CR [\r] escape [\33[31m] DEL [\177] 0xff [\377]
        """,
        ISO_8859_1);
  }

  private static DemoMessage big() {
    byte[] report = new byte[REPORT_OCTETS];
    new Random(1832).nextBytes(report);
    return post(
        "backup@nas.example.org",
        "Sat, 21 Nov 2026 07:02:00 +0000",
        """
        From: backup@nas.example.org
        To: charles@example.net
        Subject: report.pdf
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="nas"

        --nas
        Content-Type: application/pdf; name=report.pdf
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename=report.pdf

        """
            + base64(report)
            + """

            --nas--
            """);
  }
}
