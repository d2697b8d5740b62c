package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.account.Tls;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.Fault.Breaks;
import org.popfetch.faults.server.Fault.Ending;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.Letter;
import org.popfetch.faults.server.Protection;
import org.popfetch.peers.Order;
import org.popfetch.peers.Order.Into;
import org.popfetch.testing.TestKeys;

/// Connections that end, stall, or lose something.
class RowsBrokenSessionsIT extends Rows {
  /// Octets of a letter that come before something happens.
  private static final int HALF = 1500;

  /// Far below what clients wait when nobody says otherwise.
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest(name = "1 connection closed in the middle of RETR, {0}")
  @EnumSource
  void row01_closedInTheMiddleOfRetr(Into into) throws Exception {
    Situation situation =
        situation("1", "connection closed inside message 3 of 4, into a " + name(into))
            .ordering(order -> order.into(into));
    assertBroken(brokenOff(situation, Ending.FIN), "closed the connection");
  }

  private static String name(Into into) {
    return switch (into) {
      case MAILDIR -> "Maildir";
      case MBOX -> "mbox";
      case PROGRAM -> "program";
    };
  }

  @Test
  @DisplayName("1 TLS close_notify in the middle of RETR")
  void row01_closeNotifyInTheMiddleOfRetr() throws Exception {
    Situation situation =
        situation("1", "TLS closed with close_notify inside message 3 of 4, into an mbox")
            .on(Protection.implicit(TestKeys.signed()))
            .ordering(order -> order.into(Into.MBOX).trusting(TestKeys.authority()));
    assertBroken(brokenOff(situation, Ending.CLOSE_NOTIFY), "closed the connection");
  }

  @Test
  @DisplayName("1 connection closed in the middle of RETR, with pipelining and deletions")
  void row01_closedPipelinedDeleting() throws Exception {
    Played played =
        situation("1", "connection closed inside message 3 of 4, pipelining, deleting")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(4);
              stage.plan(FaultPlan.pipelining().when("RETR 3", new Breaks(HALF, Ending.FIN)));
              stage.run();
              stage.plan(FaultPlan.pipelining());
              stage.run();
            });
    assertThat(played.run(1).status()).hasValue(69);
    assertThat(played.run(1).exact()).doesNotHaveDuplicates().doesNotContain(3, 4);
    assertThat(played.run(1).left()).containsExactly(1, 2, 3, 4);
    assertCompleted(played);
  }

  @ParameterizedTest(name = "2 connection reset in the middle of RETR, {0}")
  @EnumSource
  void row02_resetInTheMiddleOfRetr(Into into) throws Exception {
    Situation situation =
        situation("2", "connection reset inside message 3 of 4, into a " + name(into))
            .ordering(order -> order.into(into));
    assertBroken(brokenOff(situation, Ending.RESET), "reset");
  }

  @Test
  @DisplayName("3 stall in the middle of RETR")
  void row03_stallInTheMiddleOfRetr() throws Exception {
    Situation situation =
        situation("3", "the server stalls inside message 3 of 4 (timeout 2 s)")
            .ordering(order -> order.within(2));
    Played played = brokenOff(situation, Ending.SILENCE);
    assertBroken(played, "nothing more came from the server for 2 s");
    assertThat(played.run(1).took()).isLessThan(SOON);
  }

  @Test
  @DisplayName("3 trickle in the middle of RETR")
  void row03_trickleInTheMiddleOfRetr() throws Exception {
    Situation situation =
        situation("3", "the server trickles message 3 of 4, 20 octets a second (timeout 2 s)")
            .ordering(order -> order.within(2));
    Played played = brokenOff(situation, Ending.TRICKLE);
    assertBroken(played, "less than 1 kB came from the server within 2 s");
    assertThat(played.run(1).took()).isLessThan(SOON);
  }

  private static Played brokenOff(Situation situation, Ending ending) throws Exception {
    return situation.play(stage -> {
      stage.sendLetters(4);
      stage.plan(FaultPlan.none().when("RETR 3", new Breaks(HALF, ending)));
      stage.run();
      stage.plan(FaultPlan.none());
      stage.order(order -> order.within(30));
      stage.run();
    });
  }

  /// In the middle of the third of four letters.
  private static void assertBroken(Played played, String cause) {
    assertAfter(played.run(1), 69, 1, 2);
    assertTold(played.run(1), "fetching message 3", cause);
    assertThat(played.run(2).said()).contains("RETR 3").doesNotContain("RETR 1", "RETR 2");
    assertCompleted(played);
  }

  @Test
  @DisplayName("3 stall at the greeting")
  void row03_stallAtTheGreeting() throws Exception {
    assertStalled(
        FaultPlan.GREETING, situation("3", "the server stalls before its greeting (timeout 2 s)"));
  }

  @Test
  @DisplayName("3 stall of STLS")
  void row03_stallOfStls() throws Exception {
    assertStalled(
        "STLS",
        situation("3", "the server stalls at `STLS` (timeout 2 s)")
            .on(Protection.stls(TestKeys.signed())));
  }

  @Test
  @DisplayName("3 stall of the TLS handshake")
  void row03_stallOfTheHandshake() throws Exception {
    assertStalled(
        FaultPlan.HANDSHAKE,
        situation("3", "the server stalls in the TLS handshake (timeout 2 s)")
            .on(Protection.implicit(TestKeys.signed())));
  }

  private static void assertStalled(String moment, Situation situation) throws Exception {
    Played played =
        situation
            .ordering(order -> order.within(2).trusting(TestKeys.authority()))
            .play(stage -> {
              stage.sendLetters(2);
              stage.plan(FaultPlan.none().when(moment, new Breaks(0, Ending.SILENCE)));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.order(order -> order.within(30));
              stage.run();
            });
    assertAfter(played.run(1), 69);
    assertTold(played.run(1), "within 2 s");
    assertThat(played.run(1).took()).isLessThan(SOON);
    assertThat(played.run(1).toldPassword()).isFalse();
    assertCompleted(played);
  }

  @Test
  @DisplayName("22 plaintext client on a TLS port")
  void row22_plaintextClientOnATlsPort() throws Exception {
    Played played =
        situation("22", "a plaintext client on a TLS port (timeouts as they come)")
            .on(Protection.implicit(TestKeys.signed()))
            .ordering(order -> order.over(Tls.Mode.NONE))
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
            });
    assertAfter(played.last(), 69);
    assertTold(played.last(), "TLS");
    assertThat(played.last().took()).isLessThan(SOON);
  }

  @Test
  @DisplayName("22 TLS client on a plaintext port")
  void row22_tlsClientOnAPlaintextPort() throws Exception {
    Played played =
        situation("22", "a TLS client on a plaintext port (timeouts as they come)")
            .ordering(order -> order.over(Tls.Mode.IMPLICIT))
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
            });
    assertAfter(played.last(), 69);
    assertTold(played.last(), "TLS");
    assertThat(played.last().took()).isLessThan(SOON);
  }

  @Test
  @DisplayName("23 lost reply with pipelining")
  void row23_lostReply() throws Exception {
    Situation situation = situation("23", "pipelining: the answer to `RETR 2` of 4 is lost");
    assertOutOfStep(outOfStep(situation, new Fault.Alters(_ -> "")));
  }

  @Test
  @DisplayName("23 surplus reply with pipelining")
  void row23_surplusReply() throws Exception {
    Situation situation =
        situation("23", "pipelining: a surplus message after the answer to `RETR 2` of 4");
    String surplus = "+OK\r\n" + Letter.of(9).octets() + ".\r\n";
    assertOutOfStep(outOfStep(situation, new Fault.Adds(surplus)));
  }

  @Test
  @DisplayName("23 garbled reply with pipelining")
  void row23_garbledReply() throws Exception {
    Situation situation =
        situation("23", "pipelining: the status line of the answer to `RETR 2` of 4 is garbled");
    assertOutOfStep(outOfStep(situation, new Fault.Alters(right -> "?" + right)));
  }

  @Test
  @DisplayName("23 no dot-stuffing with pipelining")
  void row23_noDotStuffing() throws Exception {
    Situation situation =
        situation("23", "pipelining: message 2 of 4 has a line `.`, the server does not dot-stuff");
    Played played =
        situation.play(stage -> {
          stage.sendLetters(1);
          stage.send(Letter.of(2, "before\r\n.\r\nbehind\r\n"), Letter.of(3), Letter.of(4));
          stage.plan(FaultPlan.pipelining().when("RETR *", new Fault.DoesNotStuff()));
          stage.run();
          stage.plan(FaultPlan.pipelining());
          stage.run();
        });
    assertOutOfStep(played);
  }

  private static Played outOfStep(Situation situation, Fault fault) throws Exception {
    return situation.play(stage -> {
      stage.sendLetters(4);
      stage.plan(FaultPlan.pipelining().when("RETR 2", fault));
      stage.run();
      stage.plan(FaultPlan.pipelining());
      stage.run();
    });
  }

  /// At the second of four letters: nothing behind the last fence that held is credited, and the
  /// next run waits for each answer.
  private static void assertOutOfStep(Played played) {
    assertThat(played.run(1).status()).as(played.run(1).err()).hasValue(76);
    assertThat(played.run(1).exact()).isSubsetOf(1).doesNotHaveDuplicates();
    assertThat(played.run(1).damaged()).isEmpty();
    assertTold(played.run(1), "fetching message");
    assertThat(played.run(1).ahead()).isPositive();
    assertThat(played.run(2).ahead()).isZero();
    assertCompleted(played);
  }
}
