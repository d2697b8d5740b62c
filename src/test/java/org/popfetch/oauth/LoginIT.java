package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.KeptSecrets;
import org.popfetch.testing.ScriptedServer;

/// `popfetch login` against a real authorization server, and `popfetch sync` with what it got. The
/// test plays the browser.
class LoginIT {
  private static final String GREETING =
      """
      S: +OK hello
      C: CAPA
      S: +OK
      S: SASL XOAUTH2
      S: UIDL
      S: .
      """;

  /// A JWT is too long to go with the command (RFC 5034 §4).
  private static final String TOKEN =
      """
      C: AUTH XOAUTH2
      S: +\\x20
      C* *
      S: +OK
      C: CAPA
      S: +OK
      S: UIDL
      S: .
      """;

  private static final String REFUSAL =
      """
      C: AUTH XOAUTH2
      S: +\\x20
      C* *
      S: + eyJzdGF0dXMiOiI0MDAifQ==
      C:\s
      S: -ERR [AUTH] no
      """;

  private static final String MAIL =
      """
      any order {
      C: UIDL
      S: +OK
      S: 1 a
      S: .
      C: LIST
      S: +OK
      S: 1 15
      S: .
      }
      C: RETR 1
      S: +OK
      S: Subject: x
      S:
      S: .
      C: UIDL 1
      S: +OK 1 a
      C: QUIT
      S: +OK
      """;

  @TempDir Path home;

  private final MockOAuth2Server authorization = new MockOAuth2Server();
  private Household household;
  private Person person;

  @BeforeEach
  void start() {
    authorization.start();
    household = new Household(home);
    person = new Person(household);
  }

  @AfterEach
  void stop() {
    authorization.shutdown();
  }

  @Test
  void aTokenThatExpiresIsRenewedInTheMiddleOfACronRunWithoutAWord() throws Exception {
    configure(1);
    authorization.enqueueCallback(living(Duration.ofMinutes(1)));
    Ran login = person.logsIn("work");
    assertThat(login.status()).as(login.err()).isZero();
    assertThat(login.out()).startsWith("work: a token good until ").endsWith("by itself\n");
    String first = person.kept("work", "access");
    String firstRefresh = person.kept("work", "refresh");

    authorization.enqueueCallback(living(Duration.ofHours(1)));
    try (var mail = ScriptedServer.start(GREETING + TOKEN + MAIL)) {
      configure(mail.port());
      Ran run = household.popfetch("sync");
      mail.verify();
      assertThat(run).isEqualTo(new Ran(0, "", ""));
      assertThat(person.kept("work", "access")).isNotEqualTo(first);
      assertThat(mail.transcript()).contains(xoauth2(person.kept("work", "access")));
      assertThat(firstRefresh).isNotEmpty();
    }
    assertThat(home.resolve("Mail/new")).isNotEmptyDirectory();
  }

  @Test
  void aTokenThatTheMailServerRefusesIsRenewedOnceWithoutAWord() throws Exception {
    configure(1);
    authorization.enqueueCallback(living(Duration.ofHours(1)));
    assertThat(person.logsIn("work").status()).isZero();
    String first = person.kept("work", "access");

    authorization.enqueueCallback(living(Duration.ofHours(1)));
    try (var mail = ScriptedServer.start(GREETING + REFUSAL + TOKEN + MAIL)) {
      configure(mail.port());
      Ran run = household.popfetch("sync");
      mail.verify();
      assertThat(run).isEqualTo(new Ran(0, "", ""));
      assertThat(mail.transcript())
          .contains(xoauth2(first), xoauth2(person.kept("work", "access")));
      assertThat(person.kept("work", "access")).isNotEqualTo(first);
    }
  }

  @Test
  void aLoginByAnotherDeviceAndARevokedTokenAfterwards() throws Exception {
    try (var authority = new Authority()) {
      authority
          .answers(
              200,
              """
              {"device_code":"abracadabra-d1","user_code":"WDJB-MJHT","interval":1,
               "verification_uri":"https://id.example/device"}
              """)
          .answers(400, "{\"error\":\"authorization_pending\"}")
          .answers(
              200,
              "{\"access_token\":\"abracadabra-a1\",\"expires_in\":60,\"refresh_token\":\"abracadabra-r1\"}");
      configure(
          1,
          """
          token-endpoint = "%s"
          device-endpoint = "%s"
          """
              .formatted(authority.uri("/token"), authority.uri("/device")));
      Ran login = household.popfetch("login", "--device", "work");
      assertThat(login.err())
          .isEqualTo(
              """
              work: allow access on this page, in any browser: https://id.example/device
              work: the code to enter there: WDJB-MJHT
              """);
      assertThat(login.status()).isZero();
      assertThat(household.popfetch("login", "--status", "--json").out())
          .matches(
              "\\{\"v\":1,\"event\":\"token\",\"account\":\"work\",\"present\":true,"
                  + "\"expires\":\"[^\"]+\",\"renewable\":true,\"scope\":null}\\n");

      authority.answers(400, "{\"error\":\"invalid_grant\"}");
      Ran doctor = household.popfetch("doctor", "work");
      assertThat(doctor.out())
          .contains("token", "it has expired or was revoked")
          .contains("Log in again: popfetch login work.")
          .doesNotContain("password");
    }
  }

  @Test
  void noTokenIsInATranscript() throws Exception {
    configure(1);
    authorization.enqueueCallback(living(Duration.ofHours(1)));
    Ran login = person.logsIn("work");
    try (var mail = ScriptedServer.start(GREETING + TOKEN + MAIL)) {
      configure(mail.port());
      Ran run = household.popfetch("sync", "-vv");
      mail.verify();
      assertThat(run.status()).isZero();
      assertThat(run.out() + run.err()).contains("AUTH XOAUTH2");
      assertThat(run.out() + run.err() + login.out() + login.err())
          .doesNotContain(
              person.kept("work", "access"),
              person.kept("work", "refresh"),
              xoauth2(person.kept("work", "access")));
    }
  }

  @Test
  void theDoctorTellsUntilWhenATokenIsGood() throws Exception {
    configure(1);
    authorization.enqueueCallback(living(Duration.ofHours(1)));
    assertThat(person.logsIn("work").status()).isZero();
    assertThat(household.popfetch("doctor", "work").out())
        .containsPattern("token +from localhost, good until .*, then renewed by itself");
  }

  @Test
  void withoutATokenItSaysWhatToDo() throws Exception {
    try (var mail =
        ScriptedServer.start("S: +OK hello\nC: CAPA\nS: +OK\nS: SASL XOAUTH2\nS: .\n")) {
      configure(mail.port());
      Ran run = household.popfetch("sync");
      assertThat(run.status()).isEqualTo(77);
      assertThat(run.err())
          .isEqualTo(
              "work: getting the access token: there is none; get one: popfetch login work\n");
    }
  }

  @Test
  void tellsWhoHasATokenAndForgetsIt() throws Exception {
    configure(1);
    assertThat(household.popfetch("login", "--status"))
        .isEqualTo(new Ran(77, "work: no token; get one: popfetch login work\n", ""));
    assertThat(person.logsIn("work").status()).isZero();
    Path file = home.resolve(".local/state/popfetch/.oauth/work.token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Ran status = household.popfetch("login", "--status");
    assertThat(status.status()).isZero();
    assertThat(status.out()).startsWith("work: a token good until ");
    assertThat(status.out())
        .doesNotContain(person.kept("work", "access"), person.kept("work", "refresh"));

    assertThat(household.popfetch("logout", "work"))
        .isEqualTo(new Ran(0, "work: logged out\n", ""));
    assertThat(file).doesNotExist();
    assertThat(household.popfetch("logout", "work").out()).isEqualTo("work: there was no token\n");
  }

  @Test
  void aCodeForAnotherLoginIsNotTaken() throws Exception {
    configure(1);
    Process program = household.start("login", "work");
    URI page = person.page();
    Matcher redirect = Pattern.compile("redirect_uri=([^&]+)").matcher(page.toString());
    assertThat(redirect.find()).isTrue();
    String back = URLDecoder.decode(redirect.group(1), UTF_8);
    assertThat(Person.opens(URI.create(back + "?code=stolen&state=guessed"))).isEqualTo(404);
    assertThat(Person.opens(URI.create(back + "favicon.ico"))).isEqualTo(404);
    assertThat(Person.opens(page)).isEqualTo(200);
    assertThat(household.ended(program).status()).isZero();
  }

  @Test
  void aDeniedAccessIsTold() throws Exception {
    configure(1);
    Process program = household.start("login", "work");
    URI page = person.page();
    Matcher state = Pattern.compile("state=([^&]+)").matcher(page.toString());
    Matcher redirect = Pattern.compile("redirect_uri=([^&]+)").matcher(page.toString());
    assertThat(state.find() && redirect.find()).isTrue();
    String back = URLDecoder.decode(redirect.group(1), UTF_8);
    Person.opens(URI.create(back + "?error=access_denied&state=" + state.group(1)));
    Ran ran = household.ended(program);
    assertThat(ran.status()).isEqualTo(77);
    assertThat(ran.err())
        .contains("the server answered \"access_denied\": access was not allowed")
        .endsWith("to try again: popfetch login work\n");
  }

  /// The account, at a mail server on this port.
  private void configure(int port) throws IOException {
    configure(
        port,
        """
        authorization-endpoint = "%s"
        token-endpoint = "%s"
        scopes = ["openid", "mail", "offline_access"]
        """
            .formatted(
                authorization.authorizationEndpointUrl("mail"),
                authorization.tokenEndpointUrl("mail")));
  }

  private void configure(int port, String endpoints) throws IOException {
    household.configure(
        """
        [accounts.work]
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "me@example.org"
        deliver = "maildir:~/Mail"

        [accounts.work.oauth2]
        client-id = "popfetch-test"
        %s
        """
            .formatted(port, endpoints));
  }

  private static DefaultOAuth2TokenCallback living(Duration time) {
    return new DefaultOAuth2TokenCallback(
        "mail",
        "me",
        "JWT",
        List.of("pop"),
        Map.of("made", Instant.now().toString(), "in", KeptSecrets.WORD),
        time.toSeconds());
  }

  private static String xoauth2(String token) {
    String text = "user=me@example.org\1auth=Bearer " + token + "\1\1";
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
