package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.Letter;
import org.popfetch.peers.Order;

/// Which message is which.
class RowsIdentityIT extends Rows {

  @Test
  @DisplayName("12 uid used again for a message of another size")
  void row12_recycledOtherSize() throws Exception {
    assertRecycled(FaultPlan.none(), Letter.of(2, "a short one\r\n"), "another size");
  }

  @Test
  @DisplayName("12 uid used again for a message of the same size")
  void row12_recycledSameSize() throws Exception {
    assertRecycled(FaultPlan.none(), Letter.of(2), "the same size");
  }

  @Test
  @DisplayName("12 uid used again for a message of the same size, no TOP")
  void row12_recycledSameSizeWithoutTop() throws Exception {
    assertRecycled(FaultPlan.none().without("TOP"), Letter.of(2), "the same size, no `TOP`");
  }

  /// Kept first, then to be deleted: the moment when a uid that lies costs a message.
  private void assertRecycled(FaultPlan plan, Letter other, String what) throws Exception {
    Played played =
        situation("12", "a kept message's uid goes to another of " + what + "; now deleting")
            .play(stage -> {
              stage.plan(plan);
              stage.send(Letter.of(1).withUid("the-uid"));
              stage.run();
              stage.replace(other.withUid("the-uid"));
              stage.order(Order::deleting);
              stage.run();
              stage.run();
            });
    assertAfter(played.run(1), 0, 1);
    assertAfter(played.run(2), 0, 1, 2);
    assertCompleted(played);
  }

  @Test
  @DisplayName("12b LIST size of the same message changes")
  void row12b_sizeChanges() throws Exception {
    Played played =
        situation("12b", "the size that `LIST` tells of a message changes between sessions")
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
              stage.plan(
                  FaultPlan.none().when("LIST", new Fault.Says("+OK\r\n1 77\r\n2 88\r\n.\r\n")));
              stage.run();
            });
    assertCompleted(played);
    assertThat(played.last().said()).contains("TOP 1 0").doesNotContain("RETR 1", "RETR 2");
  }

  @Test
  @DisplayName("12c server migrated, all uids new")
  void row12c_migrated() throws Exception {
    Played played =
        situation("12c", "the server was migrated, all 4 uids are new, and there is a 5th message")
            .play(stage -> {
              stage.sendLetters(4);
              stage.run();
              stage.replace(
                  IntStream.rangeClosed(1, 5)
                      .mapToObj(n -> Letter.of(n).withUid("new-" + n))
                      .toArray(Letter[]::new));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
    assertThat(played.run(2).said()).contains("RETR 5").doesNotContain("RETR 1", "RETR 4");
  }

  @Test
  @DisplayName("12d account renamed")
  void row12d_renamed() throws Exception {
    Played played =
        situation("12d", "the account is renamed in the configuration")
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
              stage.order(order -> order.named("job"));
              stage.run();
            });
    assertAfter(played.last(), 78, 1, 2);
    assertThat(played.last().err())
        .startsWith("job: ")
        .contains("under the name work", "popfetch state adopt work job");
    assertNoTrace(played.last());
  }

  @Test
  @DisplayName("12d account pointed at another host")
  void row12d_anotherHost() throws Exception {
    Played played =
        situation("12d", "the account is pointed at another name of the server, now deleting")
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
              stage.order(order -> order.at("127.0.0.1").deleting());
              stage.run();
            });
    assertAfter(played.last(), 78, 1, 2);
    assertTold(played.last(), "localhost", "127.0.0.1", "popfetch state adopt");
    assertThat(played.last().left()).containsExactly(1, 2);
  }

  @Test
  @DisplayName("12d state directory lost")
  void row12d_stateLost() throws Exception {
    Played played =
        situation("12d", "the state is lost; then 1 of 2 messages cannot be had; now deleting")
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
              deleteTree(stage.state());
              stage.order(Order::deleting);
              stage.plan(FaultPlan.none().when("RETR 2", Fault.refuses("not now")));
              stage.run();
            });
    assertThat(played.last().status()).hasValue(75);
    assertThat(played.last().exact()).containsExactly(1, 1, 2);
    assertThat(played.last().left()).containsExactly(2);
  }

  /// The file and, for popfetch, what belongs to it.
  private static void deleteTree(Path state) throws IOException {
    Files.deleteIfExists(state.resolveSibling("snapshot"));
    Files.deleteIfExists(state);
  }

  @Test
  @DisplayName("13 two messages with one uid")
  void row13_oneUidForTwo() throws Exception {
    Played played =
        situation("13", "two messages share a uid; `RETR 1` is refused, then it is not; deleting")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.send(Letter.of(1).withUid("same"), Letter.of(2).withUid("same"), Letter.of(3));
              stage.plan(FaultPlan.none().when("RETR 1", Fault.refuses("not now")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 2, 3);
    assertThat(played.run(1).left()).containsExactly(1);
    assertCompleted(played);
  }

  @Test
  @DisplayName("13 two messages with one uid, kept")
  void row13_oneUidForTwoKept() throws Exception {
    Played played =
        situation("13", "two messages share a uid; both are there, three runs, kept")
            .play(stage -> {
              stage.send(Letter.of(1).withUid("same"), Letter.of(2).withUid("same"), Letter.of(3));
              stage.run();
              stage.run();
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("14 odd uids")
  void row14_oddUids() throws Exception {
    Played played =
        situation("14", "uids with blanks, slashes, 8-bit, of 500 octets; two runs")
            .play(stage -> {
              stage.send(
                  Letter.of(1).withUid("with some blanks"),
                  Letter.of(2).withUid("../../with/slashes"),
                  Letter.of(3).withUid("caf\u00e9-\u00ff"),
                  Letter.of(4).withUid("x".repeat(500)),
                  Letter.of(5).withUid("x".repeat(499) + "y"),
                  Letter.of(6).withUid("plain"));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
    assertThat(played.run(2).said()).noneMatch(line -> line.startsWith("RETR"));
  }

  @Test
  @DisplayName("14 several blanks before the uid")
  void row14_severalBlanks() throws Exception {
    Fault blanks = new Fault.Says("+OK\r\n1   uid-1\r\n2    uid-2\r\n.\r\n");
    Played played =
        situation("14", "several blanks before the uid")
            .play(stage -> {
              stage.sendLetters(2);
              stage.plan(FaultPlan.none().when("UIDL", blanks));
              stage.run();
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertCompleted(played);
    assertThat(played.run(3).said()).doesNotContain("RETR 1", "RETR 2");
  }

  @ParameterizedTest(name = "15 no {0}")
  @ValueSource(strings = {"UIDL", "TOP", "CAPA"})
  void row15_without(String keyword) throws Exception {
    Played played =
        situation(
                "15", "the server knows no `" + keyword + "`; two runs, and one for a new message")
            .play(stage -> {
              stage.plan(FaultPlan.none().without(keyword));
              stage.sendLetters(2);
              stage.run();
              stage.run();
              stage.send(Letter.of(3));
              stage.run();
            });
    assertAfter(played.run(2), 0, 1, 2);
    assertCompleted(played);
    assertThat(played.run(3).said()).contains("RETR 3").doesNotContain("RETR 1");
  }

  @Test
  @DisplayName("15 no UIDL, no TOP, no CAPA; deleting")
  void row15_withoutAny() throws Exception {
    Played played =
        situation("15", "the server knows no `UIDL`, no `TOP`, no `CAPA`; deleting")
            .ordering(Order::deleting)
            .play(stage -> {
              stage.plan(FaultPlan.none().without("UIDL").without("TOP").without("CAPA"));
              stage.sendLetters(2);
              stage.run();
              stage.send(Letter.of(3));
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("15 STAT, LIST and UIDL disagree")
  void row15_listingsDisagree() throws Exception {
    Played played =
        situation("15", "`STAT` says 9, `LIST` leaves out message 2 of 3, `UIDL` message 3")
            .play(stage -> {
              stage.sendLetters(3);
              stage.plan(
                  FaultPlan.none()
                      .when("STAT", new Fault.Says("+OK 9 9999\r\n"))
                      .when("LIST", new Fault.Says("+OK\r\n1 2000\r\n3 2000\r\n.\r\n"))
                      .when("UIDL", new Fault.Says("+OK\r\n1 uid-1\r\n2 uid-2\r\n.\r\n")));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("15 empty listing lines")
  void row15_emptyListingLines() throws Exception {
    Played played =
        situation("15", "empty lines in the listings")
            .play(stage -> {
              stage.sendLetters(2);
              stage.plan(
                  FaultPlan.none()
                      .when("LIST", new Fault.Says("+OK\r\n\r\n1 2000\r\n\r\n2 2000\r\n.\r\n"))
                      .when("UIDL", new Fault.Says("+OK\r\n\r\n1 uid-1\r\n\r\n2 uid-2\r\n.\r\n")));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("24 absurd message numbers and sizes")
  void row24_absurdNumbers() throws Exception {
    var sizes =
        Map.of(1, "-5", 2, "0", 3, "9223372036854775808", 4, "99999999999999999999999", 5, "many");
    Played played =
        situation("24", "sizes -5, 0, 2^63, 10^23, `many`; messages 0, -1 and 2^63 are listed")
            .play(stage -> {
              sizes.keySet().stream()
                  .sorted()
                  .forEach(n -> stage.send(Letter.of(n).listedAs(String.valueOf(sizes.get(n)))));
              String absurd = "0 5\r\n-1 5\r\n9223372036854775808 5\r\n.\r\n";
              Fault more = new Fault.Alters(right -> right.replace("\r\n.\r\n", "\r\n" + absurd));
              stage.plan(FaultPlan.none().when("LIST", more).when("UIDL", more));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("24 STAT with absurd numbers")
  void row24_absurdStat() throws Exception {
    Played played =
        situation("24", "`STAT` says 2^63 messages of -1 octets")
            .play(stage -> {
              stage.sendLetters(2);
              Fault absurd = new Fault.Says("+OK 9223372036854775808 -1\r\n");
              stage.plan(FaultPlan.none().when("STAT", absurd));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("26b one empty listing by mistake")
  void row26b_emptyListing() throws Exception {
    Played played =
        situation("26b", "the server shows an empty maildrop once, by mistake")
            .play(stage -> {
              stage.sendLetters(3);
              stage.run();
              Letter[] all = stage.server().mailbox().letters().toArray(Letter[]::new);
              stage.replace();
              stage.run();
              stage.server().mailbox().replace(all);
              stage.run();
            });
    assertCompleted(played);
    assertThat(played.run(3).said()).noneMatch(line -> line.startsWith("RETR"));
    assertThat(Optional.of(played.run(2).err())).contains("");
  }
}
