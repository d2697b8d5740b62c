package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.Fault.Breaks;
import org.popfetch.faults.server.Fault.Ending;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.FaultServer;
import org.popfetch.faults.server.Protection;
import org.popfetch.peers.Order;

/// A server that says no.
class RowsRefusalsIT extends Rows {

  @Test
  @DisplayName("4 RETR refused")
  void row04_retrRefused() throws Exception {
    Played played =
        situation("4", "`RETR 3` of 5 is refused; then it is not")
            .play(stage -> {
              stage.sendLetters(5);
              stage.plan(FaultPlan.none().when("RETR 3", Fault.refuses("cannot open message")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 1, 2, 4, 5);
    assertTold(played.run(1), "message 3", "-ERR cannot open message");
    assertThat(played.run(1).said()).last().isEqualTo("QUIT");
    assertThat(played.run(2).said()).contains("RETR 3").doesNotContain("RETR 1", "RETR 5");
    assertCompleted(played);
  }

  @Test
  @DisplayName("4 RETR refused, with pipelining and deletions")
  void row04_retrRefusedPipelinedDeleting() throws Exception {
    Played played =
        situation("4", "the same with pipelining, deleting what was delivered")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(5);
              stage.plan(FaultPlan.pipelining().when("RETR 3", Fault.refuses("cannot open it")));
              stage.run();
              stage.plan(FaultPlan.pipelining());
              stage.run();
            });
    assertAfter(played.run(1), 75, 1, 2, 4, 5);
    assertThat(played.run(1).left()).containsExactly(3);
    assertCompleted(played);
  }

  @Test
  @DisplayName("6 QUIT refused")
  void row06_quitRefused() throws Exception {
    Played played =
        situation("6", "`QUIT` after deletions is refused, nothing is deleted; then it works")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(3);
              stage.plan(FaultPlan.none().when("QUIT", Fault.refuses("cannot update")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 1, 2, 3);
    assertTold(played.run(1), "3 messages", "-ERR cannot update");
    assertThat(played.run(1).left()).containsExactly(1, 2, 3);
    assertThat(played.run(2).said()).contains("DELE 1", "DELE 3").doesNotContain("RETR 1");
    assertCompleted(played);
  }

  @Test
  @DisplayName("6 connection lost at QUIT, nothing deleted")
  void row06_lostAtQuitBeforeDeletion() throws Exception {
    Played played = lostAtQuit("before anything is deleted", false);
    assertThat(played.run(1).left()).containsExactly(1, 2, 3);
    assertThat(played.run(2).said()).contains("DELE 1").doesNotContain("RETR 1");
  }

  @Test
  @DisplayName("6 connection lost at QUIT, all deleted")
  void row06_lostAtQuitAfterDeletion() throws Exception {
    assertThat(lostAtQuit("after all was deleted", true).run(1).left()).isEmpty();
  }

  private Played lostAtQuit(String when, boolean deletes) throws Exception {
    FaultPlan lost = FaultPlan.none().when("QUIT", new Breaks(0, Ending.FIN));
    Played played =
        situation("6", "the connection is lost at `QUIT`, " + when)
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(3);
              stage.plan(deletes ? lost : lost.when("QUIT", new Fault.Says("")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 1, 2, 3);
    assertTold(played.run(1), "QUIT", "closed the connection");
    assertCompleted(played);
    return played;
  }

  @Test
  @DisplayName("7 DELE refused")
  void row07_deleRefused() throws Exception {
    Played played =
        situation("7", "`DELE 3` of 5 is refused; then it is not")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(5);
              stage.plan(FaultPlan.none().when("DELE 3", Fault.refuses("not that one")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 1, 2, 3, 4, 5);
    assertTold(played.run(1), "message 3", "-ERR not that one");
    assertThat(played.run(1).left()).containsExactly(3);
    assertThat(played.run(2).said()).contains("DELE 1").doesNotContain("RETR 1");
    assertCompleted(played);
  }

  @Test
  @DisplayName("18 IN-USE at login")
  void row18_inUse() throws Exception {
    refusedAtLogin("18", "[IN-USE] another session has it", 75);
  }

  @Test
  @DisplayName("18 LOGIN-DELAY at login")
  void row18_loginDelay() throws Exception {
    refusedAtLogin("18", "[LOGIN-DELAY] come back in ten minutes", 75);
  }

  @Test
  @DisplayName("18 SYS/TEMP at login")
  void row18_sysTemp() throws Exception {
    refusedAtLogin("18", "[SYS/TEMP] the disk is being mended", 75);
  }

  @Test
  @DisplayName("19 wrong password, with AUTH")
  void row19_auth() throws Exception {
    refusedAtLogin("19", "[AUTH] wrong password", 77);
  }

  @Test
  @DisplayName("19 wrong password")
  void row19_wrongPassword() throws Exception {
    refusedAtLogin("19", "no such user or password", 77);
  }

  @Test
  @DisplayName("19 wrong password, and the other account goes on")
  void row19_otherAccountGoesOn() throws Exception {
    try (FaultServer other = FaultServer.start(Protection.none())) {
      other.plan(FaultPlan.none().when("PASS *", Fault.refuses("[AUTH] wrong password")));
      String second =
          """
          [accounts.bad]
          host = 'localhost'
          port = %d
          user = 'me'
          password = 'wrong'
          tls = 'none'
          deliver = 'maildir:~/Bad'
          """
              .formatted(other.port());
      Played played =
          situation("19", "one of two accounts has a wrong password")
              .ordering(order -> order.saying(second))
              .playAlone(stage -> {
                stage.sendLetters(2);
                stage.run();
              });
      assertAfter(played.last(), 77, 1, 2);
      assertThat(played.last().err()).hasLineCount(1).startsWith("bad: ").contains("-ERR [AUTH]");
    }
  }

  private void refusedAtLogin(String row, String words, int status) throws Exception {
    Played played =
        situation(row, "`PASS` is answered `-ERR " + words + "`; then it is not")
            .play(stage -> {
              stage.sendLetters(2);
              stage.plan(FaultPlan.none().when("PASS *", Fault.refuses(words)));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), status);
    assertTold(played.run(1), "-ERR " + words);
    assertThat(played.run(1).err()).doesNotContain("abracadabra");
    assertCompleted(played);
  }
}
