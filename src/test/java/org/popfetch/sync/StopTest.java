package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.testing.ScriptedServer;

/// Runs that are told to stop.
@Timeout(60)
class StopTest {
  private static final String LOGIN =
      """
      S: +OK hello
      C: CAPA
      S: +OK
      S: USER
      S: UIDL
      S: X-GOOGLE-EXT-1
      S: .
      C: USER me
      S: +OK
      C: PASS abracadabra
      S: +OK
      C: CAPA
      S: +OK
      S: USER
      S: UIDL
      S: X-GOOGLE-EXT-1
      S: .
      C: UIDL
      S: +OK
      S: 1 a
      S: 2 b
      S: 3 c
      S: .
      C: LIST
      S: +OK
      S: 1 50
      S: 2 50
      S: 3 50
      S: .
      """;

  @TempDir Path root;

  /// On a server that hides what was retrieved, what is dropped now would be lost.
  @Test
  void deliversWhatWasReceivedWhenToldToStopAndLeavesInGoodOrder() throws Failed {
    var bench = new Bench(root);
    bench.alsoHeardBy =
        event -> {
          if (event instanceof Event.Progress(_, int messages, _) && messages == 1) {
            bench.stop.request();
          }
        };
    String script =
        """
        C: RETR 1
        S: +OK
        S: Subject: one
        S: .
        C: UIDL 1
        S: +OK 1 a
        C: QUIT
        S: +OK
        """;
    try (var server = ScriptedServer.start(LOGIN + script)) {
      Bench.Ran ran = bench.sync(bench.account(server.port()));
      assertThat(ran.lines())
          .containsExactly(
              "delivered 1 a",
              "failed: STOPPED fetching: told to stop (2 messages wait); the next run goes on",
              "TRY_LATER: 3 on the server, 1 delivered, 0 deleted, 0 skipped, 0 failed");
      server.verify();
      assertThat(bench.subjects()).containsExactly("one");
      assertThat(bench.remembered(bench.account(server.port()))).containsExactly("a delivered");
    }
  }

  @Test
  void isCutOffWhenTheServerIsSilentAndTimeIsOver() throws Failed {
    var bench = new Bench(root);
    var asked = new AtomicBoolean();
    bench.alsoHeardBy =
        event -> {
          if (event instanceof Event.Dialogue(_, boolean fromServer, String line)) {
            if (fromServer && asked.get()) {
              Thread.startVirtualThread(bench.stop::expire);
            }
            asked.compareAndSet(false, line.equals("RETR 1"));
          }
        };
    String script =
        """
        C: RETR 1
        S: +OK
        S: Subject: one
        S-stall
        """;
    try (var server = ScriptedServer.start(LOGIN + script)) {
      Account account = Bench.within(Duration.ofMinutes(5), bench.account(server.port()));
      Bench.Ran ran = bench.sync(account);
      assertThat(ran.status()).isEqualTo(ExitStatus.TRY_LATER);
      assertThat(ran.lines())
          .filteredOn(line -> line.startsWith("failed"))
          .singleElement()
          .asString()
          .startsWith("failed: STOPPED")
          .endsWith("told to stop; the next run goes on");
      assertThat(bench.leftovers()).isEmpty();
      assertThat(bench.remembered(account)).isEmpty();
      server.verify();
    }
  }

  @Test
  void leavesToTheNextRunTheDeletionsThatWereNotAskedFor() {
    var bench = new Bench(root);
    try (var server =
        ScriptedServer.start(
            LOGIN.replace("X-GOOGLE-EXT-1", "TOP")
                + """
                C: RETR 1
                S: +OK
                S: Subject: one
                S: .
                C: RETR 2
                S: +OK
                S: Subject: two
                S: .
                C: RETR 3
                S: +OK
                S: Subject: three
                S: .
                C: UIDL 3
                S: +OK 3 c
                C: QUIT
                S: +OK
                --- session 2
                """
                + LOGIN.replace("X-GOOGLE-EXT-1", "TOP").replaceFirst("C: CAPA(?s:.*?)S: [.]\n", "")
                + """
                C: TOP 1 0
                S: +OK
                S: Subject: one
                S: .
                C: TOP 2 0
                S: +OK
                S: Subject: two
                S: .
                C: TOP 3 0
                S: +OK
                S: Subject: three
                S: .
                C: UIDL 3
                S: +OK 3 c
                C: DELE 1
                S: +OK
                C: QUIT
                S: +OK
                """)) {
      Account account = bench.account(server.port());
      assertThat(bench.sync(account).status()).isEqualTo(ExitStatus.OK);
      bench.alsoHeardBy =
          event -> {
            if (event instanceof Event.Deleted) {
              bench.stop.request();
            }
          };
      assertThat(bench.sync(account.withKeep(new Keep.UntilDelivered())).lines())
          .containsExactly(
              "marked 1 a",
              "failed: STOPPED fetching: told to stop (2 messages wait); the next run goes on",
              "TRY_LATER: 3 on the server, 0 delivered, 1 deleted, 0 skipped, 0 failed");
      server.verify();
    }
  }

  @Test
  void beginsNothingWhenToldToStopBefore() {
    var bench = new Bench(root);
    bench.stop.request();
    Bench.Ran ran = bench.sync(Bench.account("work", 1, new Destination.Mbox(bench.mbox())));
    assertThat(ran.lines().getFirst())
        .isEqualTo("failed: STOPPED fetching: told to stop; the next run goes on");
    assertThat(bench.mbox()).doesNotExist();
  }
}
