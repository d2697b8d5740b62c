package org.popfetch.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.AccountName;
import org.popfetch.account.Mechanism;
import org.popfetch.login.Exchange.Next;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failure;

class RefusalTest {

  @ParameterizedTest(name = "{0} where {1} is announced: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [AUTH] wrong password                  |                | 77 | check user and password
          [AUTH] wrong password                  | AUTH-RESP-CODE | 77 | check user and password
          wrong password                         |                | 77 | check user and password
          wrong password                         | AUTH-RESP-CODE | 75 | tried again next time
          [IN-USE] locked                        |                | 75 | another session
          [in-use] locked                        | AUTH-RESP-CODE | 75 | another session
          [LOGIN-DELAY] wait                     |                | 75 | more time between logins
          [SYS/TEMP] down                        |                | 75 | tried again next time
          [SYS/PERM] suspended                   |                | 77 | at the server
          [SYS/PERM] suspended                   | AUTH-RESP-CODE | 77 | at the server
          [ALERT] read the news                  |                | 77 | check user and password
          [UNAVAILABLE] down                     | AUTH-RESP-CODE | 75 | tried again next time
          """)
  void means(String said, String announced, int status, String words) {
    var capabilities =
        announced == null
            ? Capabilities.NONE
            : Capabilities.parse(Arrays.asList(announced.split(",")));
    Failure failure =
        Refusal.failure(
            new Next.Refused(err(said), true), Mechanism.PLAIN, capabilities, Optional.empty());
    assertThat(failure.status().code()).isEqualTo(status);
    assertThat(failure.toString()).contains("\"-ERR " + said + '"', words);
  }

  @Test
  void aRefusedTokenSaysHowToGetAnotherWhereThatIsPossible() {
    var refused = new Next.Refused(err("[AUTH] no"), true, "\"401\"");
    assertThat(
            Refusal.failure(refused, Mechanism.XOAUTH2, Capabilities.NONE, Optional.empty()).next())
        .endsWith("or is not for this user's mailbox");
    assertThat(
            Refusal.failure(
                    refused,
                    Mechanism.XOAUTH2,
                    Capabilities.NONE,
                    Optional.of(new AccountName("work")))
                .next())
        .endsWith("mailbox; get another, as this user: popfetch login work");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unknown command.",
        "unknown AUTH mechanism",
        "Unsupported authentication mechanism",
        "unrecognized authentication type",
        "Invalid command in current state",
        "bad authentication method",
        "authentication mechanism not supported",
        "AUTH PLAIN: command not implemented",
        "syntax error",
      })
  void letsTheNextMechanismTryWhenThisOneIsUnknown(String said) {
    assertThat(Refusal.isAboutMechanism(new Next.Refused(err(said), true))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authentication failed.",
        "Invalid user name or password",
        "bad login",
        "unknown user",
        "Invalid login or password",
        "Logon failure: unknown user name or bad password.",
        "authorization failed",
        "[AUTH] unknown command",
        "[SYS/TEMP] mechanism not supported today",
      })
  void doesNotTryRefusedCredentialsAgain(String said) {
    assertThat(Refusal.isAboutMechanism(new Next.Refused(err(said), true))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "plaintext logins are not welcome", "[AUTH] Bad login"})
  void letsTheNextMechanismTryWhenNoCredentialsWereShown(String said) {
    assertThat(Refusal.isAboutMechanism(new Next.Refused(err(said), false))).isTrue();
  }

  private static Reply.Err err(String said) {
    return (Reply.Err) Reply.parse("-ERR " + said);
  }
}
