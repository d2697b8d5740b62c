package org.popfetch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.pop3.Uid;

class JsonReporterTest {
  private static String told(Story story, Verbosity verbosity) {
    var screen = new PaperScreen(Look.PLAIN, 80);
    try (var reporter = new JsonReporter(screen, verbosity, story::now)) {
      story.tellTo(reporter::report);
    }
    return screen.text();
  }

  @Test
  void everyEventIsAnObjectOnALineOfStandardOutput() {
    assertThat(told(Story.threeAccounts(), Verbosity.DIALOGUE))
        .isEqualTo(
            """
            out|{"v":1,"event":"phase","at":"2026-11-21T07:00:00Z","account":"work","what":"connecting"}
            out|{"v":1,"event":"phase","at":"2026-11-21T07:00:00Z","account":"old","what":"waiting for login"}
            out|{"v":1,"event":"dialogue","at":"2026-11-21T07:00:00.040Z","account":"work","fromServer":false,"line":"UIDL"}
            out|{"v":1,"event":"dialogue","at":"2026-11-21T07:00:00.090Z","account":"work","fromServer":true,"line":"+OK"}
            out|{"v":1,"event":"planned","at":"2026-11-21T07:00:00.100Z","account":"home","onServer":3112,"messages":0,"octets":0}
            out|{"v":1,"event":"planned","at":"2026-11-21T07:00:00.150Z","account":"work","onServer":4742,"messages":1630,"octets":24900000}
            out|{"v":1,"event":"progress","at":"2026-11-21T07:00:00.160Z","account":"work","messages":1,"octets":3000}
            out|{"v":1,"event":"finished","at":"2026-11-21T07:00:00.200Z","account":"home","onServer":3112,"delivered":0,"octets":0,"deleted":0,"skipped":0,"failed":0,"took":8.1,"destination":"maildir:~/Mail/work","status":0}
            out|{"v":1,"event":"notice","at":"2026-11-21T07:00:00.300Z","account":"work","text":"this server's certificate is good for 6 more days"}
            out|{"v":1,"event":"skipped","at":"2026-11-21T07:00:00.310Z","account":"work","message":{"number":7,"uid":"b1","octets":60000000},"why":"over max-size","lasting":true,"again":false}
            out|{"v":1,"event":"delivered","at":"2026-11-21T07:00:00.400Z","account":"work","message":{"number":1,"uid":"a1","octets":4096}}
            out|{"v":1,"event":"message-failed","at":"2026-11-21T07:00:00.410Z","account":"work","message":{"number":3,"uid":"a3","octets":812},"failure":{"kind":"server-refused","doing":"fetching message 3 of 5","cause":"the server answered \\"-ERR cannot open message\\"","next":"left on the server, tried again next time","status":75},"again":false}
            out|{"v":1,"event":"deleted","at":"2026-11-21T07:00:00.420Z","account":"work","message":{"number":1,"uid":"a1","octets":4096}}
            out|{"v":1,"event":"progress","at":"2026-11-21T07:00:06.021Z","account":"work","messages":1204,"octets":18200000}
            out|{"v":1,"event":"account-failed","at":"2026-11-21T07:00:07Z","account":"old","failure":{"kind":"login-refused","doing":"login refused","cause":"\\"[AUTH] Application-specific password required\\"","next":"put an app password where password-command looks, then: popfetch doctor old","status":77},"again":false}
            out|{"v":1,"event":"finished","at":"2026-11-21T07:00:07.001Z","account":"old","onServer":null,"delivered":0,"octets":0,"deleted":0,"skipped":0,"failed":0,"took":8.1,"destination":"maildir:~/Mail/work","status":77}
            out|{"v":1,"event":"finished","at":"2026-11-21T07:00:08.100Z","account":"work","onServer":4742,"delivered":1629,"octets":24884604,"deleted":0,"skipped":0,"failed":1,"took":8.1,"destination":"maildir:~/Mail/work","status":75}
            """);
  }

  @Test
  void theDialogueIsToldOnlyWhenAskedFor() {
    assertThat(told(Story.threeAccounts(), Verbosity.NORMAL))
        .contains("\"event\":\"delivered\"")
        .doesNotContain("\"event\":\"dialogue\"");
  }

  @Test
  void quietTellsFailuresAlone() {
    assertThat(told(Story.threeAccounts(), Verbosity.QUIET).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("-failed\""));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasToldBeforeIsToldAllTheSame(Verbosity verbosity) {
    assertThat(told(Story.toldBefore(), verbosity))
        .contains("\"event\":\"message-failed\"")
        .contains("\"again\":true");
  }

  @Test
  void whatIsUnknownIsNull() {
    var nameless = new Event.Message(3, Optional.empty(), -1);
    var story =
        new Story()
            .at(0, new Event.Delivered(Story.WORK, nameless))
            .at(1, new Event.Finished(Story.WORK, Story.summary(-1, 0, 0, ExitStatus.OK)));
    assertThat(told(story, Verbosity.NORMAL))
        .contains("\"message\":{\"number\":3,\"uid\":null,\"octets\":null}")
        .contains("\"onServer\":null");
  }

  @Test
  void textIsEscapedAndStaysText() {
    String odd = "q\" b\\ nl\n esc\033 é € 😀 \ud83d lone \ude00\ud83d";
    assertThat(Json.object().put("a", odd))
        .hasToString(
            "{\"a\":\"q\\\" b\\\\ nl\\u000a esc\\u001b \\u00e9 \\u20ac \\ud83d\\ude00"
                + " \\ufffd lone \\ufffd\\ufffd\"}");
  }

  @Test
  void aUidOfAnyOctetsCanBeGotBack() {
    assertThat(Json.object().putUid(Optional.of(new Uid("a\u0000\u00ff\u0080\""))))
        .hasToString("{\"uid\":\"a\\u0000\\u00ff\\u0080\\\"\"}");
  }
}
