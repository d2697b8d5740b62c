package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.popfetch.account.Tls;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.Protection;
import org.popfetch.peers.Order;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;

/// Servers that cannot show who they are, and TLS that does not begin.
class RowsTlsIT extends Rows {

  @Test
  @DisplayName("20 self-signed certificate")
  void row20_selfSigned() throws Exception {
    TestKey key = TestKeys.localhost();
    Played played = untrusted("a self-signed certificate; then it is pinned", key);
    assertDistrusted(played, key, "self-signed");
    assertCompleted(played);
  }

  @Test
  @DisplayName("20 unknown CA")
  void row20_unknownAuthority() throws Exception {
    TestKey key = TestKeys.signed();
    Played played = untrusted("a certificate of an unknown authority; then it is pinned", key);
    assertDistrusted(played, key, "whom this machine does not trust");
    assertCompleted(played);
  }

  private Played untrusted(String what, TestKey key) throws Exception {
    return situation("20", what)
        .on(Protection.implicit(key))
        .guarded()
        .play(stage -> {
          stage.sendLetters(2);
          stage.run();
          stage.order(order -> order.pinning(key));
          stage.run();
        });
  }

  @Test
  @DisplayName("20 expired certificate")
  void row20_expired() throws Exception {
    TestKey key = TestKeys.expired();
    assertDistrusted(
        ofTrusted("an expired certificate of a trusted authority", key), key, "expired");
  }

  @Test
  @DisplayName("20 wrong name")
  void row20_wrongName() throws Exception {
    TestKey key = TestKeys.wrongName();
    Played played = ofTrusted("a certificate of a trusted authority, for another name", key);
    assertDistrusted(played, key, "mail.example.org, not for localhost");
  }

  @Test
  @DisplayName("20 weak key")
  void row20_weak() throws Exception {
    TestKey key = TestKeys.weak();
    assertDistrusted(
        ofTrusted("a key of 768 bits, signed by a trusted authority", key), key, "weak");
  }

  private Played ofTrusted(String what, TestKey key) throws Exception {
    return situation("20", what)
        .on(Protection.implicit(key))
        .ordering(order -> order.trusting(TestKeys.authority()))
        .guarded()
        .play(stage -> {
          stage.sendLetters(2);
          stage.run();
        });
  }

  @Test
  @DisplayName("20 pinned and changed")
  void row20_pinnedAndChanged() throws Exception {
    Played played =
        situation("20", "another certificate than the one that is pinned")
            .on(Protection.implicit(TestKeys.otherLocalhost()))
            .ordering(order -> order.pinning(TestKeys.localhost()))
            .guarded()
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
            });
    assertDistrusted(played, TestKeys.otherLocalhost(), "none of those pinned");
  }

  private static void assertDistrusted(Played played, TestKey key, String why) {
    assertAfter(played.run(1), 69);
    assertTold(played.run(1), why, "sha256:" + key.sha256());
    assertThat(played.run(1).toldPassword()).isFalse();
    assertThat(played.run(1).said()).isEmpty();
  }

  @Test
  @DisplayName("21 STLS not offered")
  void row21_stlsNotOffered() throws Exception {
    Played played = begun("STLS is asked for and not offered", Protection.none(), FaultPlan.none());
    assertNotBegun(played, "does not offer STLS");
  }

  @Test
  @DisplayName("21 STLS refused")
  void row21_stlsRefused() throws Exception {
    Played played =
        begun(
            "STLS is asked for, offered, and refused",
            Protection.stls(TestKeys.signed()),
            FaultPlan.none().when("STLS", Fault.refuses("no TLS today")));
    assertNotBegun(played, "-ERR no TLS today");
  }

  @Test
  @DisplayName("21 STLS followed by injected plaintext")
  void row21_stlsInjected() throws Exception {
    Played played =
        begun(
            "plaintext injected behind the answer to STLS",
            Protection.stls(TestKeys.signed()),
            FaultPlan.none().when("STLS", new Fault.Adds("+OK injected\r\n")));
    assertNotBegun(played, "cannot be trusted");
  }

  private Played begun(String what, Protection protection, FaultPlan plan) throws Exception {
    return situation("21", what)
        .on(protection)
        .ordering(order -> order.over(Tls.Mode.STARTTLS).trusting(TestKeys.authority()).within(5))
        .guarded()
        .play(stage -> {
          stage.sendLetters(2);
          stage.plan(plan);
          stage.run();
        });
  }

  private static void assertNotBegun(Played played, String why) {
    assertAfter(played.run(1), 69);
    assertTold(played.run(1), why);
    assertThat(played.run(1).toldPassword()).isFalse();
  }

  @Test
  @DisplayName("21 STLS as it should be")
  void row21_stls() throws Exception {
    Played played =
        situation("21", "STLS as it should be, for comparison")
            .on(Protection.stls(TestKeys.signed()))
            .ordering(order -> order.trusting(TestKeys.authority()))
            .ordering(Order::deleting)
            .play(stage -> {
              stage.sendLetters(2);
              stage.run();
            });
    assertCompleted(played);
  }
}
