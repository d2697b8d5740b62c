package org.popfetch.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.login.Exchange.Next;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.testing.TestKeys;

/// SCRAM's messages, shown as the RFCs do, without the base64 around them.
class ScramTest {
  private static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";
  private static final String SERVER_FIRST =
      "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";

  @Test
  void SHA1AsInRFC5802() throws Failed {
    assertThat(
            played(
                begin(Mechanism.SCRAM_SHA_1, "user", "pencil", NONCE, ""),
                "+ " + base64(SERVER_FIRST),
                "+ " + base64("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="),
                "+OK"))
        .isEqualTo(
            """
            AUTH SCRAM-SHA-1 n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL
            c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=

            => logged in
            """);
  }

  @Test
  void SHA256AsInRFC7677() throws Failed {
    assertThat(
            played(
                begin(Mechanism.SCRAM_SHA_256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO", ""),
                "+ "
                    + base64(
                        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                            + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
                "+ " + base64("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
                "+OK"))
        .isEqualTo(
            """
            AUTH SCRAM-SHA-256 n,,n=user,r=rOprNGfwEbeRWgbNEkqO
            c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
            p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=

            => logged in
            """);
  }

  @Test
  void aServerWithoutInitialResponsesAsksForTheFirstMessage() throws Failed {
    assertThat(
            played(
                begin(Mechanism.SCRAM_SHA_1, "user", "pencil", NONCE, ""),
                "+ ",
                "+ " + base64(SERVER_FIRST)))
        .isEqualTo(
            """
            AUTH SCRAM-SHA-1 n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL
            n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL
            """);
  }

  @Test
  void namesAreEscapedAndPrepared() throws Failed {
    assertThat(first(begin(Mechanism.SCRAM_SHA_1, "a,b=\u00aa", "x", NONCE, "")))
        .startsWith("n,,n=a=2Cb=3Da,r=");
    assertThatThrownBy(() -> begin(Mechanism.SCRAM_SHA_1, "bell\u0007", "x", NONCE, ""))
        .hasMessageContaining("RFC 4013");
  }

  /// The flag of RFC 5802 §6. A server that offers `-PLUS` to whom `y` is said knows that somebody
  /// took it from its offer.
  @ParameterizedTest(name = "{0}, offered {1}, bindable {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SCRAM_SHA_256      | SCRAM-SHA-256                         | true  | y,,
          SCRAM_SHA_256      | SCRAM-SHA-256                         | false | n,,
          SCRAM_SHA_256      | SCRAM-SHA-256 SCRAM-SHA-256-PLUS      | true  | n,,
          SCRAM_SHA_256_PLUS | SCRAM-SHA-256 SCRAM-SHA-256-PLUS      | true  | p=tls-exporter,,
          SCRAM_SHA_1_PLUS   | SCRAM-SHA-1-PLUS                      | true  | p=tls-exporter,,
          """)
  void saysWhetherItCouldBind(Mechanism mechanism, String offered, boolean bindable, String header)
      throws Failed {
    Optional<ChannelBinding> binding =
        bindable
            ? ChannelBinding.of(Optional.of(new byte[32]), TestKeys.localhost().certificate())
            : Optional.empty();
    var offer =
        new Offer(
            Capabilities.parse(List.of("SASL " + offered)),
            Optional.empty(),
            new Channel("localhost", 995, true, true, binding));
    Exchange begun =
        Scram.begin(
            mechanism, Credentials.of("user", new Secret("pencil")), offer, Optional.empty());
    assertThat(first(begun)).startsWith(header);
  }

  @Test
  void withoutKeyingMaterialItBindsToTheCertificate() {
    assertThat(ChannelBinding.of(Optional.empty(), TestKeys.localhost().certificate()))
        .hasToString("Optional[tls-server-end-point]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r=somebodyElses,s=QSXCR+Q6sek8bf92,i=4096",
        "r=fyko+d2lbbFgONRv9qkxdaw,s=QSXCR+Q6sek8bf92,i=4096",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=not base64,i=4096",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4095",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=0",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=-1",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=10000001",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=99999999999999999999",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=,i=4096",
        "m=ext,r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfc",
        "nonsense"
      })
  void aFirstMessageThatProvesNothingEndsIt(String serverFirst) throws Failed {
    Exchange begun = begin(Mechanism.SCRAM_SHA_1, "user", "pencil", NONCE, "");
    assertImpostor(begun.hear(Reply.parse("+ " + base64(serverFirst))));
  }

  @Test
  void whatIsNoBase64EndsIt() throws Failed {
    assertImpostor(
        begin(Mechanism.SCRAM_SHA_1, "user", "pencil", NONCE, "").hear(Reply.parse("+ r=abc!")));
    assertImpostor(proving().hear(Reply.parse("+ v=abc!")));
  }

  @Test
  void anEarlyOKLogsNobodyIn() throws Failed {
    assertImpostor(
        begin(Mechanism.SCRAM_SHA_1, "user", "pencil", NONCE, "").hear(Reply.parse("+OK")));
    assertImpostor(proving().hear(Reply.parse("+OK logged in")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v=rmF9pqV8S7suAoZWja4dJRkFsAA=", "v=", "v=AAAA", "", "x=1", "v=not base64"})
  void aWrongSignatureLogsNobodyIn(String serverFinal) throws Failed {
    assertImpostor(proving().hear(Reply.parse("+ " + base64(serverFinal))));
  }

  @Test
  void anErrorOfTheMechanismIsARefusalThatIsShown() throws Failed {
    Next next = proving().hear(Reply.parse("+ " + base64("e=invalid-proof")));
    Exchange declined = ((Next.Go) next).exchange();
    assertThat(declined.say().line()).isEmpty();
    assertThat(declined.hear(Reply.parse("-ERR no")))
        .isEqualTo(new Next.Refused((Reply.Err) Reply.parse("-ERR no"), true, "\"invalid-proof\""));
    assertThat(declined.hear(Reply.parse("+OK"))).isInstanceOf(Next.Astray.class);
  }

  @Test
  void aServerThatMissesTheBindingSaysThatSomebodyIsInBetween() throws Failed {
    assertThat(proving().hear(Reply.parse("+ " + base64("e=channel-bindings-dont-match"))))
        .isInstanceOfSatisfying(
            Next.Broken.class,
            broken ->
                assertThat(broken.failure().toString())
                    .contains("channel-bindings-dont-match", "somebody may be in between"));
  }

  @Test
  void onlyTheBoundOneSpeaksOfCredentialsAtOnce() throws Failed {
    assertThat(begin(Mechanism.SCRAM_SHA_1, "u", "p", NONCE, "").showsCredentials()).isFalse();
    assertThat(begin(Mechanism.SCRAM_SHA_1_PLUS, "u", "p", NONCE, "x").showsCredentials()).isTrue();
  }

  private static void assertImpostor(Next next) {
    assertThat(next)
        .isInstanceOfSatisfying(
            Next.Broken.class,
            broken -> {
              Failure failure = broken.failure();
              assertThat(failure.status().code()).isEqualTo(76);
              assertThat(failure.cause()).startsWith("the server did not prove");
              assertThat(failure.toString()).doesNotContain("pencil");
            });
  }

  /// At the point where the proof was said.
  private static Exchange proving() throws Failed {
    Exchange begun = begin(Mechanism.SCRAM_SHA_1, "user", "pencil", NONCE, "");
    return ((Next.Go) begun.hear(Reply.parse("+ " + base64(SERVER_FIRST)))).exchange();
  }

  /// @param binding its data, when the mechanism binds
  private static Exchange begin(
      Mechanism mechanism, String user, String password, String nonce, String binding)
      throws Failed {
    Optional<ChannelBinding> bound =
        Optional.of(binding)
            .filter(data -> !data.isEmpty())
            .flatMap(data ->
                ChannelBinding.of(
                    Optional.of(data.getBytes(UTF_8)), TestKeys.localhost().certificate()));
    var channel = new Channel("localhost", 995, true, true, bound);
    return Scram.begin(
        mechanism,
        Credentials.of(user, new Secret(password)),
        new Offer(Capabilities.NONE, Optional.empty(), channel),
        Optional.of(() -> nonce));
  }

  private static String first(Exchange begun) {
    return shown(begun.say().line()).replaceFirst("^AUTH \\S+ ", "");
  }

  private static String played(Exchange exchange, String... replies) {
    var said = new StringBuilder();
    Exchange current = exchange;
    for (String reply : replies) {
      said.append(shown(current.say().line())).append('\n');
      switch (current.hear(Reply.parse(reply))) {
        case Next.Go(Exchange next) -> current = next;
        case Next.LoggedIn() -> said.append("=> logged in\n");
        case Next.Refused refused -> said.append("=> ").append(refused).append('\n');
        case Next.Broken broken -> said.append("=> ").append(broken).append('\n');
        case Next.Astray astray -> said.append("=> ").append(astray).append('\n');
      }
    }
    return said.toString();
  }

  /// A command with its last word decoded.
  private static String shown(String line) {
    int last = line.lastIndexOf(' ') + 1;
    return line.substring(0, last)
        + new String(Base64.getDecoder().decode(line.substring(last)), UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
