package org.popfetch.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.login.Exchange.Next;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;

/// OAUTHBEARER, XOAUTH2 and EXTERNAL.
class TokenTest {
  private static final Credentials RFC =
      new Credentials("user@example.com", new Secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="));
  private static final Credentials GOOGLE =
      new Credentials(
          "someuser@example.com", new Secret("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"));

  /// RFC 7628 §4.1.
  @Test
  void OAUTHBEARERAsInRFC7628() throws Failed {
    Exchange begun = begin(Mechanism.OAUTHBEARER, RFC, "server.example.com", 143, true);
    assertThat(begun.say().line())
        .isEqualTo(
            "AUTH OAUTHBEARER bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9"
                + "MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
    assertThat(begun.hear(Reply.parse("+OK"))).isInstanceOf(Next.LoggedIn.class);
  }

  /// RFC 7628 §4.3.
  @Test
  void OAUTHBEARERAnswersARefusalAsInRFC7628() throws Failed {
    Exchange begun = begin(Mechanism.OAUTHBEARER, RFC, "server.example.com", 587, true);
    Reply challenge =
        Reply.parse(
            "+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NoZW1lcyI6ImJlYXJlciBtYWMiLCJzY29wZSI6Imh0dHBz"
                + "Oi8vbWFpbC5leGFtcGxlLmNvbS8ifQ==");
    Exchange declined = ((Next.Go) begun.hear(challenge)).exchange();
    assertThat(declined.say().line()).isEqualTo("AQ==");
    Reply no = Reply.parse("-ERR authentication failed");
    assertThat(declined.hear(no))
        .isEqualTo(new Next.Refused((Reply.Err) no, true, "\"invalid_token\""));
  }

  /// developers.google.com/workspace/gmail/imap/xoauth2-protocol.
  @Test
  void XOAUTH2AsGoogleShowsIt() throws Failed {
    Exchange begun = begin(Mechanism.XOAUTH2, GOOGLE, "pop.gmail.com", 995, true);
    assertThat(begun.say().line())
        .isEqualTo(
            "AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRj"
                + "Mk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==");
    Exchange declined =
        ((Next.Go)
                begun.hear(
                    Reply.parse(
                        "+ eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyIsInNjb3BlIjoiaHR0cHM6"
                            + "Ly9tYWlsLmdvb2dsZS5jb20vIn0K")))
            .exchange();
    assertThat(declined.say().line()).isEmpty();
    assertThat(declined.hear(Reply.parse("-ERR [AUTH] no")))
        .isInstanceOfSatisfying(
            Next.Refused.class, refused -> assertThat(refused.reason()).isEqualTo("\"401\""));
  }

  @Test
  void XOAUTH2WaitsToBeAskedWhereTheServerWantsItSo() throws Failed {
    Exchange begun = begin(Mechanism.XOAUTH2, GOOGLE, "outlook.office365.com", 995, false);
    assertThat(begun.say().line()).isEqualTo("AUTH XOAUTH2");
    Exchange asked = ((Next.Go) begun.hear(Reply.parse("+ "))).exchange();
    assertThat(asked.say().line()).startsWith("dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJl");
    assertThat(asked.hear(Reply.parse("+OK"))).isInstanceOf(Next.LoggedIn.class);
  }

  @ParameterizedTest
  @CsvSource({"OAUTHBEARER", "XOAUTH2"})
  void aTokenTooLongForTheLineWaitsToBeAskedFor(Mechanism mechanism) throws Failed {
    var credentials = new Credentials("me", new Secret("x".repeat(1500)));
    Exchange begun = begin(mechanism, credentials, "localhost", 995, true);
    assertThat(begun.say().line()).isEqualTo("AUTH " + mechanism);
    Exchange asked = ((Next.Go) begun.hear(Reply.parse("+ "))).exchange();
    assertThat(asked.say().line()).hasSizeGreaterThan(2000);
    assertThat(asked.say().masked()).isEqualTo("********");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"status" : "in\u001bvalid"}  | "in\\x1bvalid"
          {"error":"no status"}         | "{"error":"no status"}"
          no JSON at all                | "no JSON at all"
          """)
  void whatTheServerGivesForAReasonIsShownHarmless(String json, String shown) throws Failed {
    Exchange begun = begin(Mechanism.OAUTHBEARER, RFC, "localhost", 995, true);
    String challenge = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    Exchange declined = ((Next.Go) begun.hear(Reply.parse("+ " + challenge))).exchange();
    assertThat(declined.hear(Reply.parse("-ERR")))
        .isInstanceOfSatisfying(
            Next.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(shown));
  }

  @Test
  void namesAreEscapedInOAUTHBEARER() throws Failed {
    var credentials = new Credentials("a,b=c", new Secret("x"));
    String line = begin(Mechanism.OAUTHBEARER, credentials, "h", 1, true).say().line();
    assertThat(
            new String(
                Base64.getDecoder().decode(line.replaceFirst("^AUTH OAUTHBEARER ", "")), UTF_8))
        .isEqualTo("n,a=a=2Cb=3Dc,\1host=h\1port=1\1auth=Bearer x\1\1");
  }

  @Test
  void EXTERNALSaysWhoseMailboxItIs() throws Failed {
    Exchange begun = begin(Mechanism.EXTERNAL, Credentials.of("me"), "localhost", 995, true);
    assertThat(begun.say().line()).isEqualTo("AUTH EXTERNAL bWU=");
    assertThat(begun.isLast()).isTrue();
    assertThat(begun.hear(Reply.parse("+OK"))).isInstanceOf(Next.LoggedIn.class);
  }

  private static Exchange begin(
      Mechanism mechanism, Credentials credentials, String host, int port, boolean atOnce)
      throws Failed {
    var channel = new Channel(host, port, true, true, Optional.empty());
    var offer = new Offer(Capabilities.NONE, Optional.empty(), channel);
    return Exchange.begin(mechanism, credentials, offer, atOnce);
  }
}
