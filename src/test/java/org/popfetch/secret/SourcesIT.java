package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.DesktopSession;
import org.popfetch.testing.Household;
import org.popfetch.testing.ScriptedServer;

/// The packaged program logs in with passwords from places that only a session or a service manager
/// offers.
class SourcesIT {
  private static final String PASSWORD = "abracadabra horse";

  private static final String LEAVES =
      """
      S: +OK ready
      C: CAPA
      S: -ERR
      C-close
      """;

  private static final String LOGS_IN =
      """
      S: +OK ready
      C: CAPA
      S: -ERR
      C: USER me
      S: +OK
      C: PASS abracadabra horse
      S: +OK
      C: CAPA
      S: -ERR
      C: UIDL
      S: +OK
      S: .
      C: LIST
      S: +OK
      S: .
      C: QUIT
      S: +OK
      """;

  @TempDir Path home;

  @Test
  void aCredentialOfAServiceLogsIn() throws Exception {
    Path credentials = Files.createDirectory(home.resolve("credentials"));
    Path credential = Files.writeString(credentials.resolve("work"), PASSWORD);
    Files.setPosixFilePermissions(credential, PosixFilePermissions.fromString("r--r-----"));
    try (var server = ScriptedServer.start(LEAVES + "--- session 2\n" + LOGS_IN)) {
      var house = household(server, "password-credential = \"work\"");
      assertThat(house.popfetch("sync").status()).as("no service").isEqualTo(77);
      var ran = house.under("env", "CREDENTIALS_DIRECTORY=" + credentials).popfetch("sync", "-vv");
      assertThat(ran.err()).contains("PASS ");
      assertThat(ran.status()).isEqualTo(0);
    }
  }

  @Test
  void theKeyringLogsIn() throws Exception {
    assumeTrue(DesktopSession.isPossible(), "gnome-keyring, dbus and libsecret-tools are missing");
    try (var server =
            ScriptedServer.start(
                LEAVES + "--- session 2\n" + LOGS_IN + "--- session 3\n" + LEAVES);
        var session = DesktopSession.begin(Files.createDirectory(home.resolve("session")))) {
      var house = household(server, "keyring = true").under(in(session));
      var none = house.popfetch("sync");
      assertThat(none.status()).isEqualTo(77);
      assertThat(none.err()).contains("it has none for me at 127.0.0.1", "popfetch login work");
      store(session, server.port());
      var ran = house.popfetch("sync", "-vv");
      assertThat(ran.err()).contains("PASS ");
      assertThat(ran.status()).isEqualTo(0);
      session.lock();
      var locked = house.popfetch("sync");
      assertThat(locked.status()).isEqualTo(77);
      assertThat(locked.err()).contains("it is locked");
    }
  }

  private Household household(ScriptedServer server, String source) throws IOException {
    var house = new Household(home);
    house.configure(
        """
        [accounts.work]
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "me"
        %s
        auth = ["user"]
        deliver = "maildir:~/Mail"
        """
            .formatted(server.port(), source));
    return house;
  }

  private static String[] in(DesktopSession session) {
    return Stream.concat(
            Stream.of("env"),
            session.environment().entrySet().stream()
                .filter(variable -> !variable.getKey().equals("HOME"))
                .map(variable -> variable.getKey() + "=" + variable.getValue()))
        .toArray(String[]::new);
  }

  /// As another program of the session would.
  private static void store(DesktopSession session, int port) throws Exception {
    var builder =
        new ProcessBuilder(
            new ArrayList<>(List.of("secret-tool", "store", "--label=x", "service", "popfetch")));
    builder.command().addAll(List.of("user", "me", "host", "127.0.0.1", "port", "" + port));
    builder.environment().putAll(session.environment());
    Process process = builder.inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE).start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor()).isEqualTo(0);
  }
}
