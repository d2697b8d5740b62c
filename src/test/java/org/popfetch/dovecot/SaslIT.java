package org.popfetch.dovecot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// Every way to log in that Dovecot has, against passwords that its own `doveadm pw` made, and
/// against access tokens that it checks itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaslIT {
  private static final byte[] TOKEN_KEY = "a key for tokens, of 32 octets...".getBytes(UTF_8);

  private Path place;
  private Dovecot server;
  private Household household;

  @BeforeAll
  void start() throws IOException {
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    place = Files.createTempDirectory("popfetch-sasl");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        place.resolve("users"),
        "sha256:%s%nsha1:%s%ncrypt:%s%n"
            .formatted(password("SCRAM-SHA-256"), password("SCRAM-SHA-1"), password("SSHA256")));
    Files.writeString(
        place.resolve("oauth2"),
        """
        introspection_mode = local
        local_validation_key_dict = fs:posix:prefix=%s/keys/
        username_attribute = sub
        """
            .formatted(place));
    Files.createDirectories(place.resolve("keys/default/HS256"));
    Files.writeString(
        place.resolve("keys/default/HS256/default"), Base64.getEncoder().encodeToString(TOKEN_KEY));
    server =
        Dovecot.start(
            """
            auth_mechanisms = plain login cram-md5 digest-md5 apop scram-sha-1 scram-sha-256 \
            oauthbearer xoauth2
            auth_failure_delay = 0
            passdb {
              driver = oauth2
              mechanisms = oauthbearer xoauth2
              args = %1$s/oauth2
            }
            passdb {
              driver = passwd-file
              args = %1$s/users
            }
            passdb {
              driver = static
              args = password=abracadabra
              username_filter = any
            }
            """
                .formatted(place));
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  private static String password(String scheme) throws IOException {
    Process process =
        new ProcessBuilder("doveadm", "-O", "pw", "-s", scheme, "-p", "abracadabra")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String made = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(made).startsWith("{" + scheme + "}");
    return made;
  }

  private Ran synced(String user, String password, String rest) throws IOException {
    household.configure(
        """
        [accounts.work]
        host = "localhost"
        port = %d
        tls-ca-file = "%s"
        user = "%s"
        password = "%s"
        deliver = "maildir:~/Mail"
        %s
        """
            .formatted(server.tlsPort, server.certificate, user, password, rest));
    return household.popfetch("-vv", "sync");
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "sha256, scram-sha-256, SCRAM-SHA-256",
    "sha1, scram-sha-1, SCRAM-SHA-1",
    "any, scram-sha-256, SCRAM-SHA-256",
    "any, scram-sha-1, SCRAM-SHA-1",
    "any, plain, PLAIN",
    "any, login, LOGIN",
    "any, cram-md5, CRAM-MD5",
    "any, digest-md5, DIGEST-MD5",
    "crypt, plain, PLAIN",
  })
  void logsIn(String user, String key, String name) throws IOException {
    Ran ran = synced(user, "abracadabra", "auth = ['%s']".formatted(key));
    assertThat(ran.err()).contains("AUTH " + name).doesNotContain("abracadabra");
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  @Test
  void logsInByAPOP() throws IOException {
    Ran ran = synced("any", "abracadabra", "auth = ['apop']");
    assertThat(ran.err()).contains("APOP any ********");
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  @ParameterizedTest(name = "by {0}")
  @ValueSource(strings = {"scram-sha-256", "scram-sha-1", "digest-md5", "cram-md5", "plain"})
  void aWrongPasswordIsRefused(String key) throws IOException {
    Ran ran = synced("sha256", "wrong", "auth = ['%s']".formatted(key));
    assertThat(ran.status()).as(ran.err()).isEqualTo(77);
    assertThat(ran.err()).contains("[AUTH] Authentication failed", "check user and password");
  }

  @Test
  void theStrongestComesFirstAndTheSecondRunBatchesBehindIt() throws IOException {
    assertThat(synced("sha256", "abracadabra", "").err()).contains("AUTH SCRAM-SHA-256 ********");
    Ran ran = household.popfetch("-vv", "sync");
    assertThat(ran.status()).isZero();
    // The proof, the empty answer to the server's own, and what is for afterwards, in one flight.
    assertThat(ran.err())
        .containsPattern(
            "C: \\*{8}\\n[^\\n]*C: \\*{8}\\n[^\\n]*C: CAPA\\n[^\\n]*C: UIDL\\n[^\\n]*C: LIST\\n");
  }

  /// Dovecot refuses at the name already then.
  @Test
  void aUserWithoutSCRAMKeysLogsInByPLAIN() throws IOException {
    Ran ran = synced("crypt", "abracadabra", "");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("AUTH SCRAM-SHA-256 ", "AUTH SCRAM-SHA-1 ", "AUTH PLAIN ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauthbearer", "xoauth2"})
  void aTokenLogsIn(String key) throws Exception {
    Ran ran = synced("token-user", token("token-user", 600), "auth = ['%s']".formatted(key));
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("eyJ");
  }

  @ParameterizedTest
  @CsvSource({"oauthbearer, invalid_token", "xoauth2, 401"})
  void anExpiredTokenIsRefusedInTheServersWords(String key, String words) throws Exception {
    Ran ran = synced("token-user", token("token-user", -600), "auth = ['%s']".formatted(key));
    assertThat(ran.status()).as(ran.err()).isEqualTo(77);
    assertThat(ran.err()).contains("access token has expired", "(\"" + words + "\")");
  }

  @Test
  void aTokenOfSomebodyElseOpensNothing() throws Exception {
    Ran ran = synced("token-user", token("somebody", 600), "auth = ['oauthbearer']");
    assertThat(ran.status()).as(ran.err()).isEqualTo(77);
  }

  @Test
  void theDoctorSaysByWhichAndWhy() throws Exception {
    synced("sha256", "abracadabra", "");
    assertThat(household.popfetch("doctor").out())
        .contains("logged in by AUTH SCRAM-SHA-256, which proves the password without sending it")
        .contains("also possible: scram-sha-1, plain");
  }

  /// A JWT (RFC 7519), signed by HMAC-SHA-256.
  ///
  /// @param seconds until it expires
  private static String token(String user, long seconds) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"sub\":\"%s\",\"iss\":\"popfetch\",\"iat\":%d,\"exp\":%d}"
            .formatted(user, now - TimeUnit.HOURS.toSeconds(1), now + seconds);
    String signed = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + part(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TOKEN_KEY, "HmacSHA256"));
    return signed + "." + part(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static String part(String text) {
    return part(text.getBytes(UTF_8));
  }

  private static String part(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
