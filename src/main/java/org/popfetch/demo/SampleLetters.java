package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.popfetch.demo.SamplePost.base64;
import static org.popfetch.demo.SamplePost.post;

import java.util.List;

/// Sample mail of one part each: what people write, in the charsets and encodings they write it in.
final class SampleLetters {

  private SampleLetters() {}

  static List<DemoMessage> all() {
    return List.of(
        plain(),
        quotedHeader(),
        base64Header(),
        latin1(),
        japanese(),
        folded(),
        flowed(),
        mailingList(),
        addresses());
  }

  private static DemoMessage plain() {
    return post(
        "ada@example.org",
        "Thu, 1 Oct 2026 08:30:00 +0100",
        """
        From: Ada Lovelace <ada@example.org>
        To: Charles Babbage <charles@example.net>
        Subject: The engine fetches its own post

        Dear Babbage,

        the Analytical Engine has no pretensions whatever to originate anything.
        It can, however, fetch your letters, each of them once, and forget none.
        I should call that a good beginning.

        Yours,
        A. A. L.
        """);
  }

  private static DemoMessage quotedHeader() {
    return post(
        "ada@example.org",
        "Fri, 20 Nov 2026 09:14:00 +0100",
        """
        From: Ada Lovelace <ada@example.org>
        To: Charles Babbage <charles@example.net>
        Subject: =?UTF-8?Q?Re:_Zahlungsziel_=E2=80=93_Entwurf?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Die Rechnung für die Zahnräder – 4 000 Stück à 3 £ – ist fällig.
        Menabrea läßt grüßen.
        """);
  }

  private static DemoMessage base64Header() {
    return post(
        "sofja@example.com",
        "Sat, 3 Oct 2026 11:02:17 +0200",
        """
        From: =?UTF-8?B?0KHQvtGE0YzRjyDQmtC+0LLQsNC70LXQstGB0LrQsNGP?= <sofja@example.com>
        To: charles@example.net
        Subject: =?UTF-8?B?0J4g0LLRgNCw0YnQtdC90LjQuCDRgtCy0ZHRgNC00L7Qs9C+INGC0LXQu9Cw?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: base64

        """
            + base64(
                """
                Дорогой Чарльз,

                волчок вращается, как и было обещано: третий интегрируемый случай найден.
                Приезжайте в Стокгольм, покажу.

                Софья
                """)
            + "\n");
  }

  private static DemoMessage latin1() {
    return post(
        "emilie@example.org",
        "Sun, 4 Oct 2026 17:45:00 +0200",
        """
        From: =?ISO-8859-1?Q?=C9milie_du_Ch=E2telet?= <emilie@example.org>
        To: charles@example.net
        Subject: =?ISO-8859-1?Q?Le_carr=E9_de_la_vitesse?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Cher Charles,

        l'=E9nergie d'un corps est proportionnelle au carr=E9 de sa vitesse ; j'ai =
        laiss=E9 tomber des billes dans l'argile pour en =EAtre s=FBre.
        Voltaire n'y croyait pas. =C0 bient=F4t,

        =C9milie
        """,
        ISO_8859_1);
  }

  /// ISO-2022-JP as it is on the wire: seven bits and escape sequences, so that making the message
  /// needs no charset that a small run-time image leaves out.
  private static DemoMessage japanese() {
    return post(
        "seki@example.com",
        "Mon, 5 Oct 2026 09:00:00 +0900",
        """
        From: =?ISO-2022-JP?B?GyRCNFg5J09CGyhC?= <seki@example.com>
        To: charles@example.net
        Subject: =?ISO-2022-JP?B?GyRCMV88fk4oJEskRCQkJEYbKEI=?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset=ISO-2022-JP
        Content-Transfer-Encoding: 7bit

        \33$B1_<~N($r==0l7e$^$G5a$a$^$7$?!#\33(B
        \33$BOB;;$N3Z$7$_$O$3$3$K$"$j$^$9!#\33(B
        """);
  }

  private static DemoMessage folded() {
    return post(
        "mary@example.org",
        "Tue, 6 Oct 2026 13:13:13 +0100",
        """
        From: Mary Somerville <mary@example.org>
        To: Charles Babbage <charles@example.net>,
         Ada Lovelace <ada@example.org>,
        \tCaroline Herschel
          <caroline@example.com>
        Cc: the-astronomers: William Herschel <william@example.com>,
         Maria Mitchell <maria@example.com>;
        Subject: A header that is folded where a header may be folded, so that whoever
         unfolds it finds one line again, and whoever does not finds three,
         \tthe last of which begins with a blank and a tab
        References: <1@example.org> <2@example.org> <3@example.org>
         <4@example.org> <5@example.org>
        In-Reply-To: <5@example.org>

        On the connexion of the physical sciences, and of header lines.
        """);
  }

  private static DemoMessage flowed() {
    return post(
        "alan@example.net",
        "Wed, 7 Oct 2026 23:59:59 +0000",
        """
        From: alan@example.net (Alan Turing)
        To: charles@example.net
        Subject: Re: will it stop?
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=no

        > Does your program stop, Alan?

        I have a program that tells whether a program stops.\s
        It has been running since 1936, and I expect an answer\s
        presently.

        --\s
        A. M. Turing, Bletchley
        """);
  }

  private static DemoMessage mailingList() {
    return post(
        "engines-bounces+charles=example.net@lists.example.org",
        "Thu, 8 Oct 2026 06:00:00 +0000",
        """
        From: Luigi Menabrea via Engines <engines@lists.example.org>
        Reply-To: Luigi Menabrea <luigi@example.com>
        To: engines@lists.example.org
        Subject: [engines] Digest, Vol 1843, Issue 3
        Precedence: list
        List-Id: Difference and other engines <engines.lists.example.org>
        List-Post: <mailto:engines@lists.example.org>
        List-Unsubscribe: <https://lists.example.org/engines/leave?who=charles%40example.net>,
         <mailto:engines-leave@lists.example.org>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click

        Today's topics:

           1. Sketch of the Analytical Engine (L. F. Menabrea)
           2. Re: Sketch, with notes three times as long (A. A. Lovelace)

        _______________________________________________
        engines mailing list -- engines@lists.example.org
        """);
  }

  private static DemoMessage addresses() {
    return post(
        "joan+engines@example.com",
        "Fri, 9 Oct 2026 10:10:10 +0100",
        """
        From: "Clarke, Joan (\\"Bunty\\")" <joan+engines@example.com>
        Sender: "The secretary" <office@example.com>
        To: "Babbage, Charles" <charles@example.net>, "a b"@example.org,
         undisclosed-recipients:;
        Subject:

        No subject, but every kind of address.
        """);
  }
}
