package org.popfetch.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.ScriptedServer;

/// `provider = "…"` in the packaged program, with a host on loopback in the place of the provider's
/// own, as where a relay stands in between: the rest of what is known of the provider still holds.
class ProviderIT {
  private static final String EMPTY =
      """
      C: CAPA
      S: +OK
      S: UIDL
      S: TOP
      S: .
      any order {
      C: UIDL
      S: +OK
      S: .
      C: LIST
      S: +OK
      S: .
      }
      C: QUIT
      S: +OK
      """;

  private static final String OUTLOOK =
      """
      S: +OK The Microsoft Exchange POP3 service is ready.
      C: CAPA
      S: +OK
      S: TOP
      S: UIDL
      S: SASL PLAIN XOAUTH2
      S: .
      C: AUTH XOAUTH2
      S: +\\x20
      C: TOKEN
      S: +OK User successfully authenticated.
      """;

  private static final String GMAIL =
      """
      S: +OK Gpop ready for requests
      C: CAPA
      S: +OK Capability list follows
      S: USER
      S: RESP-CODES
      S: EXPIRE 0
      S: LOGIN-DELAY 300
      S: TOP
      S: UIDL
      S: X-GOOGLE-RICO
      S: SASL PLAIN XOAUTH2 OAUTHBEARER
      S: .
      C: AUTH PLAIN AHJlY2VudDptZUBnbWFpbC5jb20AYXBwLXBhc3N3b3Jk
      """;

  @TempDir Path home;

  /// The token would be short enough to go with the command.
  @Test
  void outlookIsToldTheTokenOnALineOfItsOwn() throws IOException {
    String token = "user=me@example.org\1auth=Bearer t0ken\1\1";
    String said = Base64.getEncoder().encodeToString(token.getBytes(UTF_8));
    try (var server = ScriptedServer.start(OUTLOOK.replace("TOKEN", said) + EMPTY)) {
      Household house =
          house(server, "outlook", "me@example.org", "password-command = 'echo t0ken'");
      assertThat(house.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
      server.verify();
    }
  }

  @Test
  void gmailIsAskedForRecentMail() throws IOException {
    try (var server = ScriptedServer.start(GMAIL + "S: +OK Welcome.\n" + EMPTY)) {
      Household house = house(server, "gmail", "recent:me@gmail.com", "password = 'app-password'");
      assertThat(house.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
      server.verify();
    }
  }

  @Test
  void whatGmailWantsIsSaidWhereItRefuses() throws IOException {
    String refusal = "S: -ERR [AUTH] Username and password not accepted.\nC-close\n";
    try (var server = ScriptedServer.start(GMAIL + refusal)) {
      Ran ran =
          house(server, "gmail", "recent:me@gmail.com", "password = 'app-password'")
              .popfetch("sync");
      server.verify();
      assertThat(ran.status()).as(ran.err()).isEqualTo(77);
      assertThat(ran.err())
          .contains(
              "Username and password not accepted",
              "Gmail wants an app password or OAuth 2.0",
              "https://support.google.com/accounts/answer/185833");
    }
  }

  private Household house(ScriptedServer server, String provider, String user, String source)
      throws IOException {
    var house = new Household(home);
    house.configure(
        """
        [accounts.work]
        provider = "%s"
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "%s"
        %s
        pipelining = "off"
        deliver = "maildir:~/Mail"
        """
            .formatted(provider, server.port(), user, source));
    return house;
  }
}
