package org.popfetch.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.testing.TestKeys;

class ChoiceTest {

  /// Line: `tls`, `tls+` (can be bound to), `local` (open, but safe or allowed), `open`.
  @ParameterizedTest(name = "{0}, CAPA {1}, APOP {2}, auth {3}: {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          tls   | -                                  | no  | -          | user
          tls   | TOP                                | no  | -          | user
          tls   | USER                               | yes | -          | user
          tls   | -                                  | yes | -          | user
          tls   | SASL PLAIN LOGIN CRAM-MD5,USER     | yes | -          | plain user login
          tls   | SASL LOGIN PLAIN                   | no  | -          | plain login
          tls   | SASL CRAM-MD5                      | yes | -          | cram-md5 apop
          tls   | SASL XOAUTH2,USER                  | no  | -          | user
          tls   | sasl plain                         | no  | -          | plain
          local | -                                  | yes | -          | apop user
          local | SASL PLAIN CRAM-MD5,USER           | yes | -          | cram-md5 apop plain user
          open  | SASL PLAIN CRAM-MD5,USER           | yes | -          | cram-md5 apop
          open  | -                                  | yes | -          | apop
          tls   | SASL PLAIN CRAM-MD5,USER           | yes | user plain | user plain
          tls   | SASL PLAIN,USER                    | no  | login user | user
          tls   | -                                  | no  | login      | login
          tls   | -                                  | no  | scram-sha-256 xoauth2 | scram-sha-256 xoauth2
          tls   | SASL PLAIN                         | no  | scram-sha-256 user | user
          tls   | -                                  | no  | plain user | user
          tls   | SASL PLAIN                         | yes | apop       | apop
          open  | SASL PLAIN                         | yes | plain apop | apop
          tls   | SASL PLAIN SCRAM-SHA-1,USER        | no  | -          | scram-sha-1 plain user
          tls   | SASL SCRAM-SHA-1 SCRAM-SHA-256     | yes | -          | scram-sha-256 scram-sha-1
          tls   | SASL SCRAM-SHA-256 CRAM-MD5        | yes | -          | scram-sha-256
          open  | SASL SCRAM-SHA-1 CRAM-MD5,USER     | yes | -          | scram-sha-1 cram-md5 apop
          local | SASL SCRAM-SHA-1 PLAIN,USER        | no  | -          | scram-sha-1 plain user
          tls+  | SASL PLAIN SCRAM-SHA-1 SCRAM-SHA-1-PLUS     | no | - | scram-sha-1-plus
          tls+  | SASL SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS    | no | - | scram-sha-256-plus scram-sha-1-plus
          tls   | SASL SCRAM-SHA-256 SCRAM-SHA-256-PLUS       | no | - | scram-sha-256
          tls+  | SASL SCRAM-SHA-256 SCRAM-SHA-256-PLUS PLAIN | no | scram-sha-256 | scram-sha-256
          tls+  | TOP                                | no  | scram-sha-256-plus | scram-sha-256-plus
          tls   | SASL XOAUTH2 EXTERNAL GSSAPI DIGEST-MD5 PLAIN | no | - | plain
          tls   | SASL XOAUTH2 PLAIN                 | no  | oauthbearer xoauth2 | xoauth2
          tls   | SASL EXTERNAL PLAIN                | no  | external   | external
          """)
  void chooses(String line, String capa, String apop, String auth, String expected) throws Failed {
    assertThat(Choice.of(offer(line, capa, apop.equals("yes")), mechanisms(auth)))
        .extracting(Mechanism::key)
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest(name = "{0}, CAPA {1}, auth {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          open | -                 | -    | CONFIG        | allow-plaintext
          open | SASL PLAIN,USER   | -    | CONFIG        | allow-plaintext
          open | SASL PLAIN        | user | CONFIG        | allow-plaintext
          tls  | -                 | apop | CONFIG        | auth names apop; the server offers user
          tls  | SASL XOAUTH2      | -    | LOGIN_REFUSED | the server offers only XOAUTH2
          tls  | SASL PLAIN        | scram-sha-256-plus | CONFIG | the server offers plain
          tls+ | SASL PLAIN        | scram-sha-256-plus | CONFIG | the server offers plain
          tls  | SASL PLAIN LOGIN  | scram-sha-256      | CONFIG | auth names scram-sha-256; the server offers plain, login
          tls  | SASL PLAIN,USER   | oauthbearer xoauth2 | CONFIG | auth names oauthbearer, xoauth2; the server offers plain, user
          tls  | SASL NTLM         | plain              | CONFIG | the server offers NTLM
          open | SASL XOAUTH2      | xoauth2            | CONFIG | allow-plaintext
          """)
  void saysWhyThereIsNoWay(String line, String capa, String auth, String kind, String words) {
    assertThatThrownBy(() -> Choice.of(offer(line, capa, false), mechanisms(auth)))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.failure().kind().name()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  @Test
  void findsTheTimestampInTheGreeting() {
    assertThat(timestamp("POP3 server ready <1896.697170952@dbc.mtview.ca.us>"))
        .contains("<1896.697170952@dbc.mtview.ca.us>");
    assertThat(timestamp("<a@b> hello")).contains("<a@b>");
    assertThat(timestamp("ready <not one> <@>")).contains("<@>");
    assertThat(timestamp("hello <there>")).isEmpty();
    assertThat(timestamp("hello")).isEmpty();
  }

  private static Optional<String> timestamp(String greeting) {
    return Offer.timestamp(new ServerText(greeting));
  }

  private static Offer offer(String line, String capa, boolean apop) {
    return new Offer(
        capa == null ? Capabilities.NONE : Capabilities.parse(Arrays.asList(capa.split(","))),
        apop ? Optional.of("<1@a>") : Optional.empty(),
        new Channel("localhost", 995, line.startsWith("tls"), !line.equals("open"), binding(line)));
  }

  private static Optional<ChannelBinding> binding(String line) {
    return line.equals("tls+")
        ? ChannelBinding.of(Optional.of(new byte[32]), TestKeys.localhost().certificate())
        : Optional.empty();
  }

  private static List<Mechanism> mechanisms(String auth) {
    return auth == null
        ? List.of()
        : Arrays.stream(auth.split(" "))
            .map(key -> Mechanism.named(key).orElseThrow())
            .collect(Collectors.toList());
  }
}
