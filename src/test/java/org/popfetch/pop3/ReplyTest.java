package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  /// Lines from the examples of RFC 1939, RFC 2449 and RFC 3206.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "+OK|",
        "+OK 2 320|2 320",
        "+OK 1 messages (120 octets)|1 messages (120 octets)",
        "+OK 2 QhdPYR:00WBw1Ph7x7|2 QhdPYR:00WBw1Ph7x7",
        "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>"
            + "|POP3 server ready <1896.697170952@dbc.mtview.ca.us>",
        "+ok lower case|lower case",
        "+OK\ttab|tab",
        "+OK   many  blanks|many  blanks",
      })
  void positive(String line, String text) {
    assertThat(Reply.parse(line)).isEqualTo(new Reply.Ok(new ServerText(text == null ? "" : text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-ERR|                                                          none",
        "-ERR no such message, only 2 messages in maildrop|             none",
        "-ERR never heard of mailbox name [AUTH]|                       none",
        "-ERR [LOGIN-DELAY] wait a minute|                              LOGIN_DELAY",
        "-ERR [IN-USE] Do you have another POP session running?|        IN_USE",
        "-ERR [AUTH] PASS command failed|                               AUTH",
        "-err [auth] lower case|                                        AUTH",
        "-ERR [SYS/TEMP] cannot open the maildrop, try again|           SYS_TEMP",
        "-ERR   [SYS/PERM] several blanks|                              SYS_PERM",
        "-ERR [SYS/TEMP/DISK] deeper than we know|                      SYS_TEMP",
        "-ERR [SYS] neither of the two|                                 UNKNOWN",
        "-ERR [AUTHOR] only begins like one|                            UNKNOWN",
        "-ERR [X-SOMETHING] of the server's own|                        UNKNOWN",
        "-ERR []|                                                       none",
        "-ERR [AUTH without an end|                                     none",
      })
  void negative(String line, String code) {
    assertThat(Reply.parse(line)).isInstanceOf(Reply.Err.class).hasToString(shown(line));
    assertThat(((Reply.Err) Reply.parse(line)).code().map(Enum::name).orElse("none"))
        .isEqualTo(code);
  }

  /// As it came, but for the indicator's case and the blanks behind it.
  private static String shown(String line) {
    return line.replaceFirst("(?i)^-ERR *", "-ERR ").strip();
  }

  @Test
  void aChallengeMayBeEmpty() {
    assertThat(Reply.parse("+ ")).isEqualTo(new Reply.Challenge(new ServerText("")));
    assertThat(Reply.parse("+")).isEqualTo(new Reply.Challenge(new ServerText("")));
    assertThat(Reply.parse("+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+"))
        .isEqualTo(new Reply.Challenge(new ServerText("PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " +OK a blank in front",
        "+OKAY",
        "-ERROR",
        "+OK: colon",
        "* OK IMAP4rev1 ready",
        "220 ESMTP",
        "HTTP/1.1 400 Bad Request",
        "\u0016\u0003\u0003",
        "\u00ff\u00fe"
      })
  void anythingElseIsNoAnswerThatPop3Knows(String line) {
    assertThat(Reply.parse(line)).isEqualTo(new Reply.Unintelligible(new ServerText(line)));
  }

  @Test
  void whatTheServerSaidIsShownHarmless() {
    assertThat(Reply.parse("-ERR [IN-USE] \u001b[2Jgone\u0007"))
        .hasToString("-ERR [IN-USE] \\x1b[2Jgone\\x07");
    assertThat(Reply.parse("-ERR " + "x".repeat(1_000_000)).toString()).hasSizeLessThan(450);
  }

  @Test
  void onlyThePassingTroublesAreTemporary() {
    assertThat(ResponseCode.values())
        .filteredOn(ResponseCode::isTemporary)
        .containsExactly(ResponseCode.IN_USE, ResponseCode.LOGIN_DELAY, ResponseCode.SYS_TEMP);
  }
}
