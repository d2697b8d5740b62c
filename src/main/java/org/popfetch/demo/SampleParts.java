package org.popfetch.demo;

import static org.popfetch.demo.SamplePost.base64;
import static org.popfetch.demo.SamplePost.post;

import java.util.List;

/// Sample mail of several parts (RFC 2046): attachments, alternatives, a bounce, an invitation.
final class SampleParts {

  private SampleParts() {}

  static List<DemoMessage> all() {
    return List.of(attachment(), alternative(), related(), forwarded(), bounce(), invitation());
  }

  private static DemoMessage attachment() {
    return post(
        "ada@example.org",
        "Sat, 10 Oct 2026 15:00:00 +0100",
        """
        From: Ada Lovelace <ada@example.org>
        To: Charles Babbage <charles@example.net>
        Subject: Note G, with the table
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="=_note_G"

        This is a message in several parts.
        --=_note_G
        Content-Type: text/plain; charset=us-ascii

        The numbers of Bernoulli are attached; please check B7, I have a headache.
        --=_note_G
        Content-Type: text/csv; charset=us-ascii
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment;
         filename*=UTF-8''Bernoulli%20%E2%84%961.csv

        """
            + base64("n,numerator,denominator\n1,1,6\n3,-1,30\n5,1,42\n7,-1,30\n9,5,66\n")
            + """

            --=_note_G--
            """);
  }

  private static DemoMessage alternative() {
    return post(
        "grace@example.com",
        "Sun, 11 Oct 2026 12:00:00 -0400",
        """
        From: Grace Hopper <grace@example.com>
        To: charles@example.net
        Subject: =?us-ascii?Q?First_actual_case_of_bug_being_found?=
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary=moth

        --moth
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Relay #70, panel F: a moth. It is taped into the log-book – by its wings.
        --moth
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <!DOCTYPE html><html><body><p>Relay #70, panel F: <b>a moth</b>. It is tape=
        d into the log-book =E2=80=93 by its wings.</p></body></html>
        --moth--
        """);
  }

  private static DemoMessage related() {
    return post(
        "florence@example.org",
        "Mon, 12 Oct 2026 18:20:00 +0100",
        """
        From: Florence Nightingale <florence@example.org>
        To: charles@example.net
        Subject: The diagram, in colour
        MIME-Version: 1.0
        Content-Type: multipart/related; type="text/html"; boundary="rose"

        --rose
        Content-Type: text/html; charset=us-ascii

        <p>Each wedge is a month: <img src="cid:rose@example.org" alt="a red dot"></p>
        --rose
        Content-Type: image/png
        Content-Transfer-Encoding: base64
        Content-ID: <rose@example.org>
        Content-Disposition: inline; filename=rose.png

        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmM
        IQAAAABJRU5ErkJggg==
        --rose--
        """);
  }

  private static DemoMessage forwarded() {
    return post(
        "hypatia@example.net",
        "Tue, 13 Oct 2026 07:07:07 +0200",
        """
        From: Hypatia <hypatia@example.net>
        To: charles@example.net
        Subject: Fwd: conic sections
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer

        See below. Synesius asks for an astrolabe, too.
        --outer
        Content-Type: message/rfc822

        From: Apollonius <apollonius@example.com>
        To: hypatia@example.net
        Subject: conic sections
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer-inner

        --outer-inner

        Book VIII will follow by separate post.
        --outer-inner--
        --outer--
        """);
  }

  /// A delivery status notification (RFC 3464): its empty sender is the point.
  private static DemoMessage bounce() {
    return post(
        "",
        "Wed, 14 Oct 2026 03:00:00 +0000",
        """
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        To: charles@example.net
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="dsn/1"

        --dsn/1

        I am sorry to have to inform you that your message could not be delivered.
        --dsn/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        Arrival-Date: Fri, 9 Oct 2026 03:00:00 +0000

        Final-Recipient: rfc822; treasury@example.org
        Action: failed
        Status: 5.2.2
        Diagnostic-Code: smtp; 552 5.2.2 no more money for engines
        --dsn/1
        Content-Type: text/rfc822-headers

        From: Charles Babbage <charles@example.net>
        To: treasury@example.org
        Subject: A further advance of 17 000 pounds
        --dsn/1--
        """);
  }

  private static DemoMessage invitation() {
    return post(
        "charles.w@example.com",
        "Thu, 15 Oct 2026 09:30:00 +0100",
        """
        From: Charles Wheatstone <charles.w@example.com>
        To: charles@example.net
        Subject: Invitation: a soiree with automata
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=soiree

        --soiree
        Content-Type: text/calendar; charset=utf-8; method=REQUEST

        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//example.org//Silver Lady//EN
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:soiree-1833@example.com
        DTSTAMP:20261015T083000Z
        DTSTART:20261205T200000Z
        DTEND:20261205T235900Z
        ORGANIZER:mailto:charles.w@example.com
        ATTENDEE;RSVP=TRUE:mailto:charles@example.net
        SUMMARY:A soiree with automata
        LOCATION:1 Dorset Street\\, London
        END:VEVENT
        END:VCALENDAR
        --soiree--
        """);
  }
}
