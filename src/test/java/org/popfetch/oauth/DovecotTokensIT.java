package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.dovecot.Post;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// The whole way of a token: an authorization server gives it to `popfetch login`, `popfetch sync`
/// shows it to a real Dovecot, and Dovecot asks the same authorization server whose it is and
/// whether it is still good (RFC 7662). Each refresh token is good once.
class DovecotTokensIT {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /// What tokens have to be for. Dovecot looks for it among a token's audiences where that has no
  /// scopes.
  private static final String POP = "pop3";

  private static final int MESSAGES = 7;

  @TempDir Path home;
  @TempDir Path room;

  private final MockOAuth2Server authorization =
      new MockOAuth2Server(new OAuth2Config(false, null, null, true));
  private Dovecot server;
  private Household household;
  private Person person;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    authorization.start();
    Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwxr-xr-x"));
    URI issuer = authorization.issuerUrl(Terms.ISSUER).uri();
    // Any client may ask, but has to say that it is one.
    Path oauth2 =
        Files.writeString(
            room.resolve("oauth2"),
            """
            introspection_mode = post
            introspection_url = http://dovecot:itself@%s%s/introspect
            username_attribute = sub
            active_attribute = active
            active_value = true
            scope = %s
            """
                .formatted(issuer.getAuthority(), issuer.getPath(), POP));
    server =
        Dovecot.start(
            """
            auth_mechanisms = oauthbearer xoauth2
            auth_failure_delay = 0
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            passdb {
              driver = oauth2
              mechanisms = oauthbearer xoauth2
              args = %s
            }
            """
                .formatted(oauth2));
    household = new Household(home);
    person = new Person(household);
  }

  @AfterEach
  void stop() throws IOException {
    authorization.shutdown();
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauthbearer", "xoauth2"})
  void aTokenByBrowserFetchesTheMail(String mechanism) throws Exception {
    configure("auth = ['%s']".formatted(mechanism), "ada");
    List<String> sent = Post.fill(server, "ada", MESSAGES);
    logIn("ada", new Terms("ada", POP, LONG));

    assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
    assertThat(Post.inFolder(home.resolve("Mail/ada/new"))).isEqualTo(sent);

    Ran again = household.popfetch("sync", "-vv");
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err())
        .contains("AUTH " + mechanism.toUpperCase(Locale.ROOT))
        .doesNotContain("eyJ", person.kept("ada", "access"), person.kept("ada", "refresh"));
  }

  @Test
  void withoutAnythingSaidTheStandardMechanismIsTaken() throws Exception {
    configure("", "ada");
    logIn("ada", new Terms("ada", POP, LONG));
    Ran ran = household.popfetch("sync", "-vv");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("AUTH OAUTHBEARER");
  }

  /// The authorization server has no device grant; its part is played, its tokens are real.
  @ParameterizedTest
  @ValueSource(strings = {"oauthbearer", "xoauth2"})
  void aTokenByAnotherDeviceFetchesTheMailAndIsRenewed(String mechanism) throws Exception {
    List<String> sent = Post.fill(server, "ada", MESSAGES);
    try (var desk = new Authority()) {
      configure(
          """
          auth = ['%s']
          oauth2 = { client-id = "popfetch-test", token-endpoint = "%s", device-endpoint = "%s" }
          """
              .formatted(mechanism, desk.uri("/token"), desk.uri("/device")),
          List.of("ada"));
      desk.answers(
              200,
              """
              {"device_code": "d1", "user_code": "WDJB-MJHT", "interval": 1,
               "verification_uri": "https://id.example/device"}
              """)
          .answers(400, "{\"error\": \"authorization_pending\"}")
          .answers(200, issued(new Terms("ada", POP, SHORT)));
      Ran login = household.popfetch("login", "--device", "ada");
      assertThat(login.err()).contains("https://id.example/device", "WDJB-MJHT");
      assertThat(login.status()).isZero();
      awaitExpiry("ada");

      desk.answers(200, issued(new Terms("ada", POP, LONG)));
      assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
      assertThat(desk.asked.getLast())
          .containsEntry("grant_type", "refresh_token")
          .containsEntry("refresh_token", "r1");
    }
    assertThat(Post.inFolder(home.resolve("Mail/ada/new"))).isEqualTo(sent);
  }

  /// One account's token is good, two have expired, and the fourth's seems good here, but the
  /// server takes it no more: as where somebody changed a password.
  @Test
  void whatHasExpiredIsRenewedInTheMiddleOfACronRunWithoutAWord() throws Exception {
    List<String> users = List.of("ada", "bob", "cyd", "dee");
    configure("", users.toArray(String[]::new));
    var bob = new Terms("bob", POP, SHORT);
    var cyd = new Terms("cyd", POP, SHORT);
    var dee = new Terms("dee", "something else", LONG);
    logIn("ada", new Terms("ada", POP, LONG));
    logIn("bob", bob);
    logIn("cyd", cyd);
    logIn("dee", dee);
    bob.life(LONG);
    cyd.life(LONG);
    dee.audience(POP);
    awaitExpiry("bob");
    awaitExpiry("cyd");
    List<String> before = tokens(users);

    for (String user : users) {
      Post.fill(server, user, MESSAGES);
    }
    assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
    for (String user : users) {
      assertThat(Post.inFolder(home.resolve("Mail/" + user + "/new"))).hasSize(MESSAGES);
    }
    List<String> after = tokens(users);
    assertThat(after.getFirst()).isEqualTo(before.getFirst());
    assertThat(after.subList(1, 4)).doesNotContainAnyElementsOf(before);

    assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
    assertThat(tokens(users)).as("good ones are left alone").isEqualTo(after);
  }

  @Test
  void anExpiredTokenAloneOpensNothing() throws Exception {
    configure(
        """
        auth = ["oauthbearer"]
        password = "%s"
        """
            .formatted(token(new Terms("ada", POP, Duration.ofMinutes(-5)))),
        List.of("ada"));
    Ran ran = household.popfetch("sync");
    assertThat(ran.status()).as(ran.err()).isEqualTo(77);
  }

  @Test
  void aTokenThatWasRevokedSaysHowToGetAnother() throws Exception {
    configure("", "ada");
    logIn("ada", new Terms("ada", POP, SHORT));
    revoke(person.kept("ada", "refresh"));
    awaitExpiry("ada");
    Ran ran = household.popfetch("sync");
    assertThat(ran.status()).isEqualTo(77);
    assertThat(ran.err())
        .startsWith("ada: renewing the access token: the server answered \"invalid_grant")
        .endsWith(": it has expired or was revoked; log in again: popfetch login ada\n");

    logIn("ada", new Terms("ada", POP, LONG));
    assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "oauthbearer, pop3, eve",
    "xoauth2, pop3, eve",
    "oauthbearer, calendar, ada",
    "xoauth2, calendar, ada",
  })
  void aTokenForAnotherUserOrForSomethingElseSaysWhatToDo(
      String mechanism, String audience, String user) throws Exception {
    configure("auth = ['%s']".formatted(mechanism), "ada");
    logIn("ada", new Terms(user, audience, LONG));
    String first = person.kept("ada", "access");

    Ran ran = household.popfetch("sync");
    assertThat(ran.status()).as(ran.err()).isEqualTo(77);
    assertThat(ran.err())
        .startsWith("ada: logging in: the server answered \"-ERR [AUTH] ")
        .endsWith(
            "the access token has expired, was revoked, or is not for this user's mailbox;"
                + " get another, as this user: popfetch login ada; then: popfetch doctor ada\n")
        .doesNotContain("eyJ");
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(person.kept("ada", "access")).as("tried with a fresh one").isNotEqualTo(first);
    assertThat(household.popfetch("doctor").out()).contains("popfetch login ada");
  }

  @Test
  void whoLogsOutRevokesTheTokenAtTheServer() throws Exception {
    configure("", "ada");
    logIn("ada", new Terms("ada", POP, LONG));
    String refresh = person.kept("ada", "refresh");
    assertThat(household.popfetch("logout", "ada")).isEqualTo(new Ran(0, "ada: logged out\n", ""));
    assertThat(
            post(
                    authorization.tokenEndpointUrl(Terms.ISSUER).uri(),
                    new Form()
                        .with("grant_type", "refresh_token")
                        .with("refresh_token", refresh)
                        .with("client_id", "popfetch-test"))
                .body())
        .contains("invalid_grant");
    assertThat(household.popfetch("sync"))
        .isEqualTo(
            new Ran(
                77,
                "",
                "ada: getting the access token: there is none; get one: popfetch login ada\n"));
  }

  /// Accounts named after their users, with tokens of the authorization server.
  ///
  /// @param rest more lines of each
  private void configure(String rest, String... users) throws IOException {
    configure(
        """
        oauth2 = { client-id = "popfetch-test", authorization-endpoint = "%s", \
        token-endpoint = "%s", revocation-endpoint = "%s", \
        scopes = ["openid", "offline_access"] }
        %s
        """
            .formatted(
                authorization.authorizationEndpointUrl(Terms.ISSUER),
                authorization.tokenEndpointUrl(Terms.ISSUER),
                authorization.revocationEndpointUrl(Terms.ISSUER),
                rest),
        List.of(users));
  }

  private void configure(String rest, List<String> users) throws IOException {
    household.configure(
        users.stream()
            .map(user ->
                """
                [accounts.%1$s]
                host = "localhost"
                port = %2$d
                tls-ca-file = "%3$s"
                user = "%1$s"
                deliver = "maildir:~/Mail/%1$s"
                %4$s
                """
                    .formatted(user, server.tlsPort, server.certificate, rest))
            .collect(Collectors.joining("\n")));
  }

  /// An account gets its first token.
  private void logIn(String account, Terms terms) throws Exception {
    authorization.enqueueCallback(terms);
    Ran login = person.logsIn(account);
    assertThat(login.status()).as(login.err()).isZero();
  }

  private List<String> tokens(List<String> accounts) throws IOException {
    List<String> tokens = new ArrayList<>();
    for (String account : accounts) {
      tokens.add(person.kept(account, "access"));
    }
    return tokens;
  }

  private String issued(Terms terms) {
    return "{\"access_token\": \"%s\", \"expires_in\": %d, \"refresh_token\": \"r1\"}"
        .formatted(token(terms), terms.tokenExpiry());
  }

  private String token(Terms terms) {
    return authorization.issueToken(Terms.ISSUER, "popfetch-test", terms).serialize();
  }

  /// Waits until an account's token is of no use to anybody.
  private void awaitExpiry(String account) throws IOException {
    Instant end = Instant.parse(person.kept(account, "expires"));
    assertThat(end).isBefore(Instant.now().plusSeconds(5));
    while (!Instant.now().isAfter(end)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// As somebody does on the authorization server's pages.
  private void revoke(String refresh) throws Exception {
    URI endpoint = authorization.revocationEndpointUrl(Terms.ISSUER).uri();
    Form form =
        new Form()
            .with("token", refresh)
            .with("token_type_hint", "refresh_token")
            .with("client_id", "popfetch-test");
    assertThat(post(endpoint, form).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> post(URI endpoint, Form form) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(endpoint)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form.encoded(), UTF_8))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
