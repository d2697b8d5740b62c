package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Account;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Capabilities;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;
import org.popfetch.wire.Transcript;

/// Logins that take more than a password in one line.
@Timeout(60)
class MechanismsTest {
  private static final TestKey KEY = TestKeys.localhost();

  /// What the client says of the binding, and whether the server, by its own computation, finds it
  /// right.
  @ParameterizedTest(name = "{0}, offered {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TLSv1.3 | PLAIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS | p=tls-exporter,,
          TLSv1.2 | PLAIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS | p=tls-server-end-point,,
          TLSv1.3 | PLAIN SCRAM-SHA-256                    | y,,
          """)
  void SCRAMIsBoundToTheConnection(String version, String offered, String header)
      throws IOException, Failed {
    try (var server = new ScramServer(KEY, version, offered, false);
        Transaction _ = Setup.implicit(KEY.pem()).open(server.port())) {
      assertThat(server.header()).isEqualTo(header);
    }
  }

  @Test
  void withSomebodyInBetweenNothingLogsIn() throws IOException {
    var shown = new StringBuilder();
    Setup setup = Setup.implicit(KEY.pem()).heardBy((_, line) -> shown.append(line).append('\n'));
    try (var server =
        new ScramServer(KEY, "TLSv1.3", "SCRAM-SHA-256 SCRAM-SHA-256-PLUS PLAIN", true)) {
      var failed = catchThrowableOfType(Failed.class, () -> setup.open(server.port()));
      assertThat(failed.failure().kind()).isEqualTo(Kind.LOGIN_REFUSED);
    }
    assertThat(shown.toString())
        .contains("AUTH SCRAM-SHA-256-PLUS ********")
        .doesNotContain("AUTH PLAIN", "AUTH SCRAM-SHA-256 ");
  }

  /// A server that was met before, and heard what was said ahead.
  private static final Acquaintance MET =
      new Acquaintance(
          Capabilities.parse(List.of("SASL SCRAM-SHA-256", "PIPELINING", "UIDL")),
          Capabilities.parse(List.of("SASL SCRAM-SHA-256", "PIPELINING", "UIDL")),
          Acquaintance.Ahead.HEARD,
          false);

  private record Talk(Setup setup, List<String> lines) {
    static Talk begun() {
      List<String> lines = new ArrayList<>();
      return new Talk(
          Setup.implicit(KEY.pem())
              .within(Duration.ofSeconds(2))
              .heardBy((fromServer, line) -> lines.add((fromServer ? "S: " : "C: ") + line)),
          lines);
    }

    long count(String beginning) {
      return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }
  }

  @Test
  void whatFollowsAProofWhateverItsAnswerSaysGoesWithIt() throws IOException, Failed {
    Talk talk = Talk.begun();
    try (var server = ScramServer.pipelining(KEY, false);
        var opening = talk.setup.opening(server.port());
        Transaction transaction = opening.open(MET)) {
      assertThat(transaction.maildrop().messages()).isEmpty();
      assertThat(opening.learnt()).isEqualTo(MET);
    }
    assertThat(talk.lines.subList(1, 8))
        .startsWith("C: AUTH SCRAM-SHA-256 ********")
        .endsWith("C: ********", "C: ********", "C: CAPA", "C: UIDL", "C: LIST");
  }

  @Test
  void aServerThatDropsItIsAskedStepByStepFromThenOn() throws IOException, Failed {
    Talk talk = Talk.begun();
    try (var server = ScramServer.pipelining(KEY, true);
        var opening = talk.setup.opening(server.port());
        Transaction transaction = opening.open(MET)) {
      assertThat(transaction.maildrop().messages()).isEmpty();
      assertThat(opening.learnt().ahead()).isEqualTo(Acquaintance.Ahead.LOST);
    }
    assertThat(talk.count("C: AUTH")).isEqualTo(2);
  }

  @Test
  void aWrongPasswordIsTriedOnceAllTheSame() throws IOException {
    Talk talk = Talk.begun();
    try (var server = ScramServer.pipelining(KEY, false);
        var opening =
            new Opening(
                talk.setup.account(server.port()),
                () -> new Secret("wrong"),
                talk.setup.transcript(),
                _ -> {})) {
      var failed = catchThrowableOfType(Failed.class, () -> opening.open(MET));
      assertThat(failed.failure().kind()).isEqualTo(Kind.LOGIN_REFUSED);
      assertThat(failed).hasMessageContaining("[AUTH] no");
    }
    assertThat(talk.count("C: AUTH")).isEqualTo(1);
    assertThat(talk.lines).endsWith("S: -ERR LIST");
  }

  @Test
  void anotherMechanismHasItsTurnWhereTheServerKeepsNothingForSCRAM() throws Exception {
    try (var server =
        ScriptedServer.start(
            """
            S: +OK hello
            C: CAPA
            S: +OK
            S: SASL SCRAM-SHA-256 PLAIN
            S: .
            C* AUTH SCRAM-SHA-256 *
            S: -ERR [AUTH] Authentication failed.
            C: AUTH PLAIN AG1lAGFicmFjYWRhYnJh
            S: +OK
            C: CAPA
            S: -ERR
            """)) {
      Setup.plain().open(server.port()).close();
      server.verify();
    }
  }

  @Test
  void aProofThatWasRefusedIsNotFollowedByThePassword() throws Exception {
    try (var server =
        ScriptedServer.start(
            """
            S: +OK hello
            C: CAPA
            S: +OK
            S: SASL SCRAM-SHA-256 PLAIN
            S: .
            C* AUTH SCRAM-SHA-256 *
            S: +OK welcome
            C-close
            """)) {
      var failed = catchThrowableOfType(Failed.class, () -> Setup.plain().open(server.port()));
      assertThat(failed.failure().status().code()).isEqualTo(76);
      assertThat(failed).hasMessageContaining("the server did not prove that it knows");
      server.verify();
    }
  }

  private static final String TOKENS =
      """
      S: +OK hello
      C: CAPA
      S: +OK
      S: SASL XOAUTH2
      S: .
      C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciBvbGQBAQ==
      S: + eyJzdGF0dXMiOiI0MDEifQ==
      C:
      S: -ERR [AUTH] Username and Password not accepted.
      """;

  @Test
  void aTokenThatWasRefusedIsRenewedOnce() throws Exception {
    try (var server =
        ScriptedServer.start(
            TOKENS
                + """
                C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciBuZXcBAQ==
                S: +OK
                C: CAPA
                S: -ERR
                """)) {
      open(server.port(), new Tokens("old", "new")).close();
      server.verify();
    }
  }

  @Test
  void theFreshTokenIsNotTriedAgain() throws Exception {
    try (var server =
        ScriptedServer.start(
            TOKENS
                + """
                C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciBuZXcBAQ==
                S: -ERR [AUTH] no
                C-close
                """)) {
      var tokens = new Tokens("old", "new", "newer");
      var failed = catchThrowableOfType(Failed.class, () -> open(server.port(), tokens));
      assertThat(failed.failure().status().code()).isEqualTo(77);
      assertThat(failed).hasMessageContaining("-ERR [AUTH] no").hasMessageContaining("token");
      server.verify();
      assertThat(tokens.left).containsExactly("newer");
    }
  }

  @Test
  void whereThereIsNoOtherTokenTheServersReasonIsTold() throws Exception {
    try (var server = ScriptedServer.start(TOKENS + "C-close\n")) {
      var failed = catchThrowableOfType(Failed.class, () -> open(server.port(), new Tokens("old")));
      assertThat(failed.failure().status().code()).isEqualTo(77);
      assertThat(failed)
          .hasMessageContaining("Username and Password not accepted")
          .hasMessageContaining("(\"401\")")
          .hasMessageContaining("the access token has expired");
      server.verify();
    }
  }

  @Test
  void aServerThatHangsUpAfterAnOldTokenIsTriedAgainNextTime() throws Exception {
    try (var server = ScriptedServer.start(TOKENS + "S-close\n")) {
      var failed =
          catchThrowableOfType(Failed.class, () -> open(server.port(), new Tokens("old", "new")));
      assertThat(failed.failure().status().code()).isEqualTo(75);
      assertThat(failed).hasMessageContaining("another access token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[IN-USE] locked", "[SYS/TEMP] try later", "[LOGIN-DELAY] too soon"})
  void aTemporaryRefusalRenewsNoToken(String said) throws Exception {
    try (var server =
        ScriptedServer.start(
            """
            S: +OK hello
            C: CAPA
            S: +OK
            S: SASL XOAUTH2
            S: .
            C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciBvbGQBAQ==
            S: -ERR %s
            C-close
            """
                .formatted(said))) {
      assertThat(refusedForNow(server, Mechanism.XOAUTH2)).hasMessageContaining(said);
    }
  }

  @Test
  void norDoesOneThatComesAfterTheMechanismsOwnNo() throws Exception {
    try (var server =
        ScriptedServer.start(
            """
            S: +OK hello
            C: CAPA
            S: +OK
            S: SASL OAUTHBEARER
            S: .
            C* AUTH OAUTHBEARER *
            S: + eyJzdGF0dXMiOiI0MDAifQ==
            C: AQ==
            S: -ERR [SYS/TEMP] the token cannot be looked up now
            C-close
            """)) {
      refusedForNow(server, Mechanism.OAUTHBEARER);
    }
  }

  /// What a login throws that no other token is tried after.
  private static Failed refusedForNow(ScriptedServer server, Mechanism mechanism) throws Exception {
    var tokens = new Tokens("old", "new");
    var failed = catchThrowableOfType(Failed.class, () -> open(server.port(), mechanism, tokens));
    assertThat(failed.failure().status().code()).isEqualTo(75);
    assertThat(failed).hasMessageContaining("tried again next time");
    server.verify();
    assertThat(tokens.left).containsExactly("new");
    return failed;
  }

  @Test
  void EXTERNALAsksForNoPassword() throws Exception {
    try (var server =
        ScriptedServer.start(
            """
            S: +OK hello
            C: CAPA
            S: +OK
            S: SASL EXTERNAL PLAIN
            S: .
            C: AUTH EXTERNAL bWU=
            S: +OK
            C: CAPA
            S: -ERR
            """)) {
      Account account = Setup.plain().by(Mechanism.EXTERNAL).account(server.port());
      Password none =
          () -> {
            throw new AssertionError("asked for a password");
          };
      var opening = new Opening(account, none, Transcript.none(), _ -> {});
      opening.open(Acquaintance.NONE).close();
      server.verify();
    }
  }

  private static Transaction open(int port, Tokens tokens) throws Failed {
    return open(port, Mechanism.XOAUTH2, tokens);
  }

  private static Transaction open(int port, Mechanism mechanism, Tokens tokens) throws Failed {
    Account account = Setup.plain().by(mechanism).account(port);
    return new Opening(account, tokens, Transcript.none(), _ -> {}).open(Acquaintance.NONE);
  }

  /// Gives one token after the other.
  private static final class Tokens implements Password {
    private final List<String> left;

    Tokens(String... tokens) {
      left = new ArrayList<>(List.of(tokens));
    }

    @Override
    public Secret get() {
      return new Secret(left.removeFirst());
    }

    @Override
    public Optional<Secret> renewed() {
      return left.isEmpty() ? Optional.empty() : Optional.of(get());
    }
  }
}
