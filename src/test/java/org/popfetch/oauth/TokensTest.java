package org.popfetch.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.AuthorizationServer;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.OAuth;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// How tokens are renewed, and what is said when they are not.
class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final String FRESH =
      "{\"access_token\":\"a2\",\"token_type\":\"bearer\",\"expires_in\":3600,\"refresh_token\":\"r2\"}";

  @TempDir Path state;

  private final Authority authority = new Authority();
  private final OAuth client = client(authority.uri("/token"));
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @AfterEach
  void stop() {
    authority.close();
  }

  @Test
  void aGoodTokenIsUsedAsItIs() throws Exception {
    keep(Duration.ofMinutes(6), "r1");
    assertThat(good()).isEqualTo("a1");
    assertThat(authority.asked).isEmpty();
  }

  @Test
  void aTokenThatIsAboutToExpireIsRenewedAndSoIsItsRefreshToken() throws Exception {
    keep(Duration.ofMinutes(4), "r1");
    authority.answers(200, FRESH);
    assertThat(good()).isEqualTo("a2");
    assertThat(authority.asked).hasSize(1);
    assertThat(authority.asked.getFirst())
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "r1")
        .containsEntry("client_id", "popfetch")
        .containsEntry("client_secret", "abracadabra");
    assertThat(file()).contains("access a2\nrefresh r2\n", "expires 2026-11-25T11:00:00Z\n");
    assertThat(good()).isEqualTo("a2");
  }

  @Test
  void aServerThatDoesNotRotateLeavesTheRefreshTokenAsItIs() throws Exception {
    keep(Duration.ZERO, "r1");
    authority.answers(200, "{\"access_token\":\"a2\"}");
    assertThat(good()).isEqualTo("a2");
    assertThat(file()).contains("access a2\nrefresh r1\n").doesNotContain("expires");
  }

  @Test
  void aTokenThatWasRefusedIsRenewedUnlessAnotherRunDidSo() throws Exception {
    keep(Duration.ofHours(1), "r1");
    authority.answers(200, FRESH);
    var refused = new Secret("a1");
    assertThat(tokens().other(account("me"), client, refused).reveal()).isEqualTo("a2");
    assertThat(tokens().other(account("me"), client, refused).reveal()).isEqualTo("a2");
    assertThat(authority.asked).hasSize(1);
  }

  @Test
  void ofManyThatNeedAnotherTokenOneAsks() throws Exception {
    keep(Duration.ZERO, "r1");
    authority.answers(200, FRESH);
    Tokens shared = tokens();
    List<Callable<String>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(() -> shared.good(account("me"), client).reveal());
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var run : threads.invokeAll(runs)) {
        assertThat(run.get()).isEqualTo("a2");
      }
    }
    assertThat(authority.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          invalid_grant      | it has expired or was revoked | log in again: popfetch login work
          invalid_client     | it does not know this client  | check client-id and client-secret
          invalid_scope      | it does not give such access  | check scopes under oauth2
          invalid_target     | it does not give such access  | check scopes under oauth2
          something_else     | something_else                | if it stays so: popfetch login work
          """)
  void saysWhatARefusalMeans(String error, String cause, String next) throws Exception {
    keep(Duration.ZERO, "r1");
    authority.answers(
        400,
        "{\"error\":\"" + error + "\",\"error_description\":\"no r1 of popfetch, abracadabra\"}");
    Failure failure = failure();
    assertThat(failure.status().code()).isEqualTo(77);
    assertThat(failure.doing()).isEqualTo("renewing the access token");
    assertThat(failure.cause()).contains(cause).contains("no ******** of popfetch, ********");
    assertThat(failure.next()).startsWith(next);
    assertThat(file()).contains("access a1\nrefresh r1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"access", "refresh", "client's"})
  void whateverSecretAServerRepeatsIsMasked(String which) throws Exception {
    var access = new Secret("abracadabra-access");
    var refresh = new Secret("abracadabra-refresh");
    tokens()
        .keep(
            account("me"),
            client,
            new Token(access, Optional.of(NOW), Optional.of(refresh), Optional.empty()));
    String secret =
        switch (which) {
          case "access" -> access.reveal();
          case "refresh" -> refresh.reveal();
          default -> "abracadabra";
        };
    authority
        .answers(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no " + secret + "!\"}")
        .answers(
            400,
            "{\"error\":\"x\",\"error_description\":\"" + "x".repeat(195) + secret + " is no\"}");
    assertThat(failure().cause()).contains("no ********!").doesNotContain("abra");
    assertThat(failure().cause()).doesNotContain("abra");
  }

  @ParameterizedTest
  @CsvSource({"500, 75", "503, 75", "429, 75", "404, 76", "302, 76"})
  void whatIsNoAnswerIsToldApart(int status, int exit) throws Exception {
    keep(Duration.ZERO, "r1");
    authority.answers(status, "<html>");
    assertThat(failure().status().code()).isEqualTo(exit);
    assertThat(file()).contains("access a1\nrefresh r1\n");
  }

  @Test
  void anAnswerWithoutATokenOrOfAnotherTypeIsNone() throws Exception {
    keep(Duration.ZERO, "r1");
    authority.answers(200, "{}").answers(200, "{\"access_token\":\"x\",\"token_type\":\"mac\"}");
    assertThat(failure().cause()).endsWith("without an access token");
    assertThat(failure().cause()).endsWith("of type \"mac\", not Bearer");
  }

  @Test
  void anAnswerWithoutAnEndIsCutOff() throws Exception {
    keep(Duration.ZERO, "r1");
    authority.answers(200, "{\"access_token\":\"" + "x".repeat(100_000) + "\"}");
    assertThat(failure().status().code()).isEqualTo(75);
  }

  @Test
  void aServerThatIsNotThereIsTriedAgainNextTime() throws Exception {
    keep(Duration.ZERO, "r1");
    authority.close();
    Failure failure = failure();
    assertThat(failure.status().code()).isEqualTo(75);
    assertThat(failure.toString())
        .startsWith("renewing the access token: 127.0.0.1 cannot be reached: ")
        .endsWith("; tried again next time");
  }

  @Test
  void anExpiredTokenWithoutARefreshTokenWantsAPerson() throws Exception {
    tokens().keep(account("me"), client, token(Duration.ZERO, Optional.empty()));
    assertThat(failure().toString()).endsWith("; get another: popfetch login work");
  }

  @Test
  void aTokenOfAnotherUserClientOrServerIsSentNowhere() throws Exception {
    keep(Duration.ofHours(1), "r1");
    Failure other =
        catchThrowableOfType(Failed.class, () -> tokens().good(account("other"), client)).failure();
    assertThat(other.cause()).isEqualTo("it was got for another user, client or server");
    OAuth elsewhere = client(URI.create("http://127.0.0.1:1/token"));
    assertThat(tokens().peek(account("me"), elsewhere)).isEmpty();
    assertThat(authority.asked).isEmpty();
  }

  @Test
  void aLogoutRevokesTheRefreshTokenWhereTheServerWantsToKnow() throws Exception {
    keep(Duration.ofHours(1), "r1");
    authority.answers(200, "");
    assertThat(tokens().forget(account("me"), client)).isTrue();
    assertThat(authority.asked.getFirst())
        .containsEntry("token", "r1")
        .containsEntry("token_type_hint", "refresh_token");
    assertThat(tokens().peek(account("me"), client)).isEmpty();
    assertThat(tokens().forget(account("me"), client)).isFalse();
  }

  @Test
  void aLogoutForgetsEvenIfTheServerDoesNotListen() throws Exception {
    keep(Duration.ofHours(1), "r1");
    authority.answers(503, "");
    Failure failure =
        catchThrowableOfType(Failed.class, () -> tokens().forget(account("me"), client)).failure();
    assertThat(failure.status().code()).isEqualTo(75);
    assertThat(failure.toString())
        .isEqualTo(
            "logging out: it is forgotten here, but was not revoked at the server: 127.0.0.1"
                + " answered HTTP 503; revoke it on the provider's page");
    assertThat(tokens().peek(account("me"), client)).isEmpty();
  }

  @Test
  void aDeviceIsAskedForInTheServersPaceUntilAPersonAllowsIt() throws Exception {
    authority
        .answers(
            200,
            """
            {"device_code":"d1","user_code":"WDJB-MJHT","interval":1,"expires_in":600,
             "verification_uri":"https://id.example/device"}
            """)
        .answers(400, "{\"error\":\"authorization_pending\"}")
        .answers(200, FRESH);
    var shown = new AtomicReference<String>();
    Token token = new DeviceGrant(account("me"), client, clock).get(guide(shown));
    assertThat(shown.get()).isEqualTo("https://id.example/device WDJB-MJHT");
    assertThat(token.access().reveal()).isEqualTo("a2");
    assertThat(token.expires()).contains(NOW.plusSeconds(3600));
    assertThat(authority.asked.getFirst()).containsEntry("scope", "mail offline_access");
    assertThat(authority.asked.getLast())
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
        .containsEntry("device_code", "d1");
  }

  @ParameterizedTest
  @CsvSource({"access_denied, access was not allowed", "expired_token, nobody allowed access"})
  void aDeviceThatIsNotAllowedIsTold(String error, String cause) {
    authority
        .answers(
            200,
            "{\"device_code\":\"d1\",\"user_code\":\"W\",\"interval\":1,"
                + "\"verification_url\":\"https://id.example/device\"}")
        .answers(400, "{\"error\":\"" + error + "\"}");
    Failed failed =
        catchThrowableOfType(
            Failed.class,
            () ->
                new DeviceGrant(account("me"), client, clock).get(guide(new AtomicReference<>())));
    assertThat(failed.failure().status().code()).isEqualTo(77);
    assertThat(failed.failure().cause()).contains(cause);
  }

  @Test
  void nobodyIsSentToWhatIsNoWebPage() {
    authority.answers(
        200,
        "{\"device_code\":\"d\",\"user_code\":\"W\",\"verification_uri\":\"file:///etc/passwd\"}");
    assertThat(
            catchThrowableOfType(
                    Failed.class,
                    () ->
                        new DeviceGrant(account("me"), client, clock)
                            .get(guide(new AtomicReference<>())))
                .failure()
                .cause())
        .endsWith("without a code or a page");
  }

  @Test
  void aLoginThatNobodyAnswersEnds() {
    var patience = Duration.ofMillis(50);
    Failed failed =
        catchThrowableOfType(
            Failed.class,
            () ->
                new CodeGrant(account("me"), client, clock, patience)
                    .get(guide(new AtomicReference<>())));
    assertThat(failed.failure().cause()).startsWith("nobody allowed access within ");
  }

  private static Guide guide(AtomicReference<String> shown) {
    return new Guide() {
      @Override
      public void open(URI page) {
        shown.set(page.toString());
      }

      @Override
      public void enter(URI page, String code) {
        shown.set(page + " " + code);
      }
    };
  }

  private Tokens tokens() {
    return new Tokens(state, new RealDisk(), clock);
  }

  private void keep(Duration left, String refresh) throws Failed {
    tokens().keep(account("me"), client, token(left, Optional.of(new Secret(refresh))));
  }

  private static Token token(Duration left, Optional<Secret> refresh) {
    return new Token(new Secret("a1"), Optional.of(NOW.plus(left)), refresh, Optional.empty());
  }

  private String good() throws Failed {
    return tokens().good(account("me"), client).reveal();
  }

  private Failure failure() {
    return catchThrowableOfType(Failed.class, this::good).failure();
  }

  private String file() throws Exception {
    return Files.readString(state.resolve(".oauth/work.token"));
  }

  private OAuth client(URI token) {
    return new OAuth(
        "popfetch",
        Optional.of(new Secret("abracadabra")),
        new AuthorizationServer(
            token,
            Optional.of(authority.uri("/authorize")),
            Optional.of(authority.uri("/device")),
            Optional.of(authority.uri("/revoke")),
            List.of("mail", "offline_access")));
  }

  private Account account(String user) {
    return new Account(
        new AccountName("work"),
        new Server(
            "pop.example.com",
            995,
            new Tls(Tls.Mode.IMPLICIT, Optional.empty(), List.of(), Optional.empty()),
            Duration.ofSeconds(60),
            Pipelining.AUTO),
        new Login(user, new PasswordSource.Token(client), false, List.of()),
        new Keep.Forever(),
        new Destination.Maildir(Path.of("/nowhere")),
        Limits.NONE,
        false,
        true);
  }
}
