package org.popfetch.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Columns;
import org.popfetch.report.Failed;
import org.popfetch.report.Look;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.MemoryLedger;
import org.popfetch.session.Acquaintance;
import org.popfetch.session.Opening;
import org.popfetch.session.Transaction;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.wire.Transcript;

/// The commands that look without fetching, against servers of every ability.
class BrowseTest {
  private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
  private static final Limits TEN_MB =
      new Limits(
          OptionalLong.of(10_000_000),
          OptionalInt.of(1),
          OptionalLong.empty(),
          OptionalInt.empty());
  private static final HeaderDigest DIGEST = HeaderDigest.parse("0".repeat(32));

  private final MemoryLedger ledger = new MemoryLedger(Path.of("unused"));

  private interface Use<T> {
    T with(Transaction transaction) throws Failed, IOException;
  }

  private static <T> T session(String script, Use<T> use) throws Failed, IOException {
    try (var server = ScriptedServer.start(script);
        Transaction transaction = open(server.port())) {
      T result = use.with(transaction);
      transaction.leave();
      server.verify();
      return result;
    }
  }

  private static Transaction open(int port) throws Failed {
    var account =
        new Account(
            new AccountName("work"),
            new Server(
                "127.0.0.1", port, Tls.of(Tls.Mode.NONE), Duration.ofSeconds(10), Pipelining.AUTO),
            new Login("me", new PasswordSource.Ask(), false, List.of(Mechanism.USER)),
            new Keep.Forever(),
            new Destination.Maildir(Path.of("/unused")),
            Limits.NONE,
            false,
            true);
    return new Opening(account, () -> new Secret("pw"), Transcript.none(), _ -> {})
        .open(Acquaintance.NONE);
  }

  private static final String LOGIN =
      """
      S: +OK hi
      C: CAPA
      S: +OK
      S: USER
      S: UIDL
      S: TOP
      S: PIPELINING
      S: .
      C: USER me
      S: +OK
      C: PASS pw
      S: +OK
      C: CAPA
      S: +OK
      S: USER
      S: UIDL
      S: TOP
      S: PIPELINING
      S: .
      """;

  private static final String FOUR =
      """
      any order {
      C: UIDL
      S: +OK
      S: 1 a1
      S: 2 b2
      S: 3 c3
      S: 4 4
      S: .
      C: LIST
      S: +OK
      S: 1 4100
      S: 2 18300000
      S: 3 300
      S: 4 400
      S: .
      }
      """;

  private static Entry.Delivered delivered(String uid, long octets) {
    return new Entry.Delivered(Identity.of(new Uid(uid), 0), octets, DIGEST, NOW);
  }

  private static Entry.CaughtUp caughtUp(String uid, long octets) {
    return new Entry.CaughtUp(Identity.of(new Uid(uid), 0), octets, Optional.empty(), NOW);
  }

  @Test
  void checkCountsWhatASyncWouldFetchAndDownloadsNothing() throws Exception {
    ledger.record(List.of(delivered("a1", 4100)));
    Waiting waiting =
        session(LOGIN + FOUR + "C: QUIT\nS: +OK\n", t -> Waiting.in(t, ledger.seen(), TEN_MB, NOW));
    assertThat(waiting).isEqualTo(new Waiting(4, 2, 700, 1));
    var work = new AccountName("work");
    assertThat(waiting.line(work))
        .isEqualTo("work: 2 new messages (700 bytes), 1 over max-size, 4 on the server");
    assertThat(waiting.json(work))
        .hasToString(
            "{\"v\":1,\"event\":\"waiting\",\"account\":\"work\",\"onServer\":4,\"messages\":2,\"octets\":700,\"tooLarge\":1}");
  }

  private static final String HEADERS =
      """
      C: TOP 1 0
      S: +OK
      S: From: Ada Lovelace <ada@example.org>
      S: Subject: =?utf-8?Q?Zahlungsziel_=E2=80=93_Entwurf?=
      S: Date: Fri, 20 Nov 2026 09:14:00 +0100
      S:
      S: .
      C: TOP 2 0
      S: +OK
      S: From: backup@nas.example
      S: Subject: report.pdf
      S: Date: Sat, 21 Nov 2026 07:02:00 +0000
      S:
      S: .
      C: TOP 3 0
      S: -ERR cannot open message
      C: TOP 4 0
      S: +OK
      S: From: =?utf-8?B?5bGx55SwIOWkqumDjg==?= <yamada@example.jp>
      S: Subject: a\\x1b[2Jb\\tc
      S: Date: no date
      S:
      S: .
      C: UIDL 4
      S: +OK 4 4
      C: QUIT
      S: +OK
      """;

  private Listing listing() throws Failed, IOException {
    ledger.record(List.of(delivered("a1", 4100), caughtUp("c3", 300)));
    return session(LOGIN + FOUR + HEADERS, t -> Listing.of(t, ledger.seen(), TEN_MB, NOW));
  }

  private static String table(Listing listing, Look look, int width) {
    return Table.lines(listing, look, width, ZoneOffset.UTC).collect(Collectors.joining("\n"));
  }

  private static final Look TERMINAL = new Look(true, false, true);

  @Test
  void listOnAWideTerminalShowsTheUid() throws Exception {
    assertThat(table(listing(), TERMINAL, 120))
        .isEqualTo(
            """
              #     size  date              from                    subject                                 uid
              1    4.1 k  2026-11-20 08:14  Ada Lovelace            Zahlungsziel – Entwurf                  a1   seen
              2   18.3 M  2026-11-21 07:02  backup@nas.example      report.pdf                              b2   new, over max-size
              3      300                                                                                    c3   caught up
              4      400                    山田 太郎               a [2Jb c                                4    new\
            """);
  }

  @Test
  void listFitsATerminalOf80Columns() throws Exception {
    assertThat(table(listing(), TERMINAL, 80))
        .isEqualTo(
            """
              #     size  date        from         subject
              1    4.1 k  2026-11-20  Ada Lovela…  Zahlungsziel – Entw…  seen
              2   18.3 M  2026-11-21  backup@nas…  report.pdf            new, over max-size
              3      300                                                 caught up
              4      400              山田 太郎    a [2Jb c              new\
            """);
  }

  @Test
  void listOnANarrowTerminalLeavesColumnsOut() throws Exception {
    assertThat(table(listing(), new Look(true, false, false), 50))
        .isEqualTo(
            """
              #     size  subject
              1    4.1 k  Zahlungsziel...  seen
              2   18.3 M  report.pdf       new, over max-size
              3      300                   caught up
              4      400  a [2Jb c         new\
            """);
  }

  @Test
  void listNeverWritesALineThatIsWiderThanTheTerminal() throws Exception {
    Listing listing = listing();
    for (int width = 45; width < 200; width++) {
      assertThat(
              table(listing, TERMINAL, width).lines().mapToInt(Columns::width).max().orElseThrow())
          .isLessThan(width);
    }
  }

  @Test
  void listOffATerminalIsForCutAndGrep() throws Exception {
    assertThat(table(listing(), Look.PLAIN, 80))
        .isEqualTo(
            """
            1\t4100\ta1\tseen\t2026-11-20T08:14:00Z\tAda Lovelace\tZahlungsziel – Entwurf
            2\t18300000\tb2\tnew, over max-size\t2026-11-21T07:02:00Z\tbackup@nas.example\treport.pdf
            3\t300\tc3\tcaught up\t-\t-\t-
            4\t400\t4\tnew\t-\t山田 太郎\ta [2Jb c\
            """);
  }

  @Test
  void listTellsProgramsEverything() throws Exception {
    assertThat(
            listing().rows().stream()
                .map(row -> row.json(new AccountName("work")).toString())
                .collect(Collectors.joining("\n")))
        .isEqualTo(
            """
            {"v":1,"event":"listed","account":"work","number":1,"octets":4100,"uid":"a1","state":"seen","tooLarge":false,"date":"2026-11-20T08:14:00Z","from":"Ada Lovelace","subject":"Zahlungsziel \\u2013 Entwurf"}
            {"v":1,"event":"listed","account":"work","number":2,"octets":18300000,"uid":"b2","state":"new","tooLarge":true,"date":"2026-11-21T07:02:00Z","from":"backup@nas.example","subject":"report.pdf"}
            {"v":1,"event":"listed","account":"work","number":3,"octets":300,"uid":"c3","state":"caught-up","tooLarge":false,"date":null,"from":null,"subject":null}
            {"v":1,"event":"listed","account":"work","number":4,"octets":400,"uid":"4","state":"new","tooLarge":false,"date":null,"from":"\\u5c71\\u7530 \\u592a\\u90ce","subject":"a [2Jb c"}\
            """);
  }

  private static final String BARE_LOGIN =
      """
      S: +OK hi
      C: CAPA
      S: -ERR what?
      C: USER me
      S: +OK
      C: PASS pw
      S: +OK
      C: CAPA
      S: -ERR what?
      """;

  @Test
  void listOfAServerWithoutTopHasNoHeadersAndAsksOnlyOnce() throws Exception {
    Listing listing =
        session(
            BARE_LOGIN
                + """
                C: UIDL
                S: +OK
                S: 1 a1
                S: 2 b2
                S: .
                C: LIST
                S: +OK
                S: 1 100
                S: 2 200
                S: .
                C: TOP 1 0
                S: -ERR what?
                C: QUIT
                S: +OK
                """,
            t -> Listing.of(t, ledger.seen(), Limits.NONE, NOW));
    assertThat(listing.hasHeaders()).isFalse();
    assertThat(table(listing, Look.PLAIN, 80))
        .isEqualTo("1\t100\ta1\tnew\t-\t-\t-\n2\t200\tb2\tnew\t-\t-\t-");
  }

  @Test
  void catchupMarksWhatIsNewAndLeavesTheRestAsItWas() throws Exception {
    ledger.record(List.of(delivered("a1", 4100), caughtUp("c3", 300)));
    CaughtUp done = session(LOGIN + FOUR + "C: QUIT\nS: +OK\n", t -> CaughtUp.with(t, ledger, NOW));
    assertThat(done).isEqualTo(new CaughtUp(2, 2, 0));
    assertThat(ledger.recorded().subList(2, 4))
        .containsExactly(caughtUp("b2", 18_300_000), caughtUp("4", 400));
    CaughtUp again =
        session(LOGIN + FOUR + "C: QUIT\nS: +OK\n", t -> CaughtUp.with(t, ledger, NOW));
    assertThat(again).isEqualTo(new CaughtUp(0, 4, 0));
  }

  @Test
  void catchupWithoutUidsAndTopMarksNothingAndSaysSo() throws Exception {
    String script =
        BARE_LOGIN
            + """
            C: UIDL
            S: -ERR what?
            C: LIST
            S: +OK
            S: 1 100
            S: .
            C: TOP 1 0
            S: -ERR what?
            C: QUIT
            S: +OK
            """;
    CaughtUp done = session(script, t -> CaughtUp.with(t, ledger, NOW));
    assertThat(done).isEqualTo(new CaughtUp(0, 0, 1));
    assertThat(ledger.recorded()).isEmpty();
  }

  @Test
  void showTakesANumberBeforeAUid() {
    var maildrop =
        new Maildrop(
            List.of(
                new Maildrop.Message(1, 10, Optional.of(new Uid("2"))),
                new Maildrop.Message(2, 10, Optional.of(new Uid("7"))),
                new Maildrop.Message(3, 10, Optional.of(new Uid("uid:x"))),
                new Maildrop.Message(4, 10, Optional.of(new Uid("\u00e9\u0001")))),
            true);
    assertThat(numberOf(maildrop, "2")).isEqualTo(2);
    assertThat(numberOf(maildrop, "uid:2")).isEqualTo(1);
    assertThat(numberOf(maildrop, "7")).isEqualTo(2);
    assertThat(numberOf(maildrop, "uid:x")).isEqualTo(3);
    assertThat(numberOf(maildrop, "\\xe9\\x01")).isEqualTo(-1);
    assertThat(numberOf(maildrop, "é\\x01")).isEqualTo(4);
    assertThat(numberOf(maildrop, "5")).isEqualTo(-1);
  }

  private static int numberOf(Maildrop maildrop, String text) {
    return Shown.find(maildrop, text).map(Maildrop.Message::number).orElse(-1);
  }

  private static final Maildrop.Message THREE =
      new Maildrop.Message(3, 300, Optional.of(new Uid("c3")));

  private static final String BODY =
      """
      S: +OK
      S: Subject: x
      S:
      S: ..dot
      S: lone\\rcr
      S: .
      C: QUIT
      S: +OK
      """;

  @Test
  void showUsesTopSoThatTheMessageStaysUnreadOnTheServer() throws Exception {
    var out = new ByteArrayOutputStream();
    boolean retrieved =
        session(LOGIN + "C: TOP 3 999999999\n" + BODY, t -> Shown.write(t, THREE, false, out));
    assertThat(retrieved).isFalse();
    assertThat(out.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("Subject: x\n\n.dot\nlone\rcr\n");
  }

  @Test
  void showFallsBackToRetrAndSaysSo() throws Exception {
    var out = new ByteArrayOutputStream();
    boolean retrieved =
        session(
            BARE_LOGIN + "C: TOP 3 0\nS: -ERR what?\nC: RETR 3\n" + BODY,
            t -> Shown.write(t, THREE, true, out));
    assertThat(retrieved).isTrue();
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("Subject: x\n\n");
  }

  @Test
  void showTellsTheServersOwnWords() throws Exception {
    String script = LOGIN + "C: TOP 3 0\nS: -ERR gone\nC: RETR 3\nS: -ERR gone\nC-close\n";
    assertThatThrownBy(() ->
            session(script, t -> Shown.write(t, THREE, true, OutputStream.nullOutputStream())))
        .isInstanceOf(Failed.class)
        .hasMessage("fetching message 3: the server answered \"-ERR gone\"");
  }

  @Test
  void showStopsWhenNobodyReadsAnyMore() throws Exception {
    var closed =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("nobody reads");
          }
        };
    assertThatThrownBy(() ->
            session(
                LOGIN + "C: TOP 3 999999999\nS: +OK\nS: Subject: x\nS-stall\n",
                t -> Shown.write(t, THREE, false, closed)))
        .isInstanceOf(IOException.class)
        .hasMessage("nobody reads");
  }
}
