package org.popfetch.login;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ResponseCode;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Whatever a server says while somebody logs in: the conversation ends after a few commands, none
/// of them is more than one line, an answer to a challenge is the one that the RFC wants, and the
/// password is shown to nobody.
///
/// An input's first line is the greeting, the others are answers, and capabilities as well.
class LoginFuzzTest {
  private static final String PASSWORD = "tanst\u00e4aft\u20ac";
  private static final Credentials TIM = credentials();

  @FuzzTest
  void anyAnswersEndTheConversation(byte[] input) throws Exception {
    List<String> lines = Arrays.asList(new String(input, ISO_8859_1).split("\r?\n", -1));
    if (lines.stream().anyMatch(line -> line.contains("tanst") || line.contains("dGFuc3"))) {
      return; // what the server knows it may say
    }
    Reply greeting = Reply.parse(lines.getFirst());
    Optional<String> timestamp = Offer.timestamp(greeting.text());
    timestamp.ifPresent(
        text -> assertThat(lines.getFirst()).contains(text).as(text).containsPattern("<[^>]*@"));
    List<String> answers = lines.subList(1, lines.size());
    Capabilities capabilities = Capabilities.parse(answers);
    for (Mechanism mechanism : Mechanism.values()) {
      Offer offer = offer(capabilities, timestamp, true);
      converse(mechanism, Exchange.begin(mechanism, TIM, offer, true), answers, capabilities);
    }
    checkChoice(capabilities, timestamp);
  }

  private static void converse(
      Mechanism mechanism, Exchange first, List<String> answers, Capabilities capabilities)
      throws GeneralSecurityException {
    Exchange exchange = first;
    int said = 0;
    for (String answer : answers) {
      check(exchange.say());
      assertThat(++said).isLessThanOrEqualTo(4);
      Reply reply = Reply.parse(answer);
      switch (exchange.hear(reply)) {
        case Exchange.Next.Go(Exchange next) -> {
          checkCramMd5(exchange, reply, next);
          exchange = next;
        }
        case Exchange.Next.LoggedIn() -> {
          assertThat(reply).isInstanceOf(Reply.Ok.class);
          // APOP shows that it knows the password; whether the server does is another matter.
          assertThat(
                  exchange.showsCredentials() || exchange instanceof Apop || isExternal(exchange))
              .isTrue();
          return;
        }
        case Exchange.Next.Refused refused -> {
          check(refused, mechanism, capabilities);
          return;
        }
        case Exchange.Next.Broken(Failure failure) -> {
          assertHidden(failure.toString());
          assertThat(failure.toString()).doesNotContainPattern("\\p{Cntrl}");
          return;
        }
        case Exchange.Next.Astray(Reply odd) -> {
          assertHidden(odd.toString());
          return;
        }
      }
    }
  }

  private static boolean isExternal(Exchange exchange) {
    return exchange instanceof External
        || (exchange instanceof Beginning.AtOnce atOnce && atOnce.first() instanceof External);
  }

  private static Offer offer(
      Capabilities capabilities, Optional<String> timestamp, boolean mayReveal) {
    var channel = new Channel("localhost", 110, false, mayReveal, Optional.empty());
    return new Offer(capabilities, timestamp, channel);
  }

  private static void check(Command command) {
    assertThat(command.line()).doesNotContainPattern("[\r\n\0\\x{100}-\\x{10ffff}]");
    assertHidden(command.masked());
    assertHidden(command.toString());
  }

  /// HMAC-MD5 of the challenge (RFC 2195 §2), or `*` when it is no base64 (RFC 5034 §4).
  private static void checkCramMd5(Exchange before, Reply reply, Exchange next)
      throws GeneralSecurityException {
    if (!(before instanceof CramMd5.Begin)) {
      return;
    }
    String said = next.say().line();
    String challenge = reply.text().latin1();
    if (challenge.matches("(?:[A-Za-z0-9+/]{4})*")) {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(PASSWORD.getBytes(UTF_8), "HmacMD5"));
      String digest = HexFormat.of().formatHex(mac.doFinal(Base64.getDecoder().decode(challenge)));
      assertThat(new String(Base64.getDecoder().decode(said), UTF_8)).isEqualTo("tim " + digest);
    } else if (challenge.matches(".*[^A-Za-z0-9+/=].*")) {
      assertThat(said).isEqualTo("*");
    }
  }

  private static void check(
      Exchange.Next.Refused refused, Mechanism mechanism, Capabilities capabilities) {
    Failure failure = Refusal.failure(refused, mechanism, capabilities, Optional.empty());
    boolean temporary =
        refused.reply().code().isPresent() && refused.reply().code().get().isTemporary();
    if (temporary) {
      assertThat(failure.kind()).isEqualTo(Failure.Kind.SERVER_REFUSED);
    }
    Optional<ResponseCode> code = refused.reply().code();
    if (code.isPresent() && (refused.aboutCredentials() || code.get() != ResponseCode.AUTH)) {
      assertThat(Refusal.isAboutMechanism(refused)).isFalse();
    }
    assertHidden(failure.toString());
    assertThat(failure.toString()).doesNotContainPattern("\\p{Cntrl}");
  }

  private static void checkChoice(Capabilities capabilities, Optional<String> timestamp) {
    for (boolean mayReveal : new boolean[] {true, false}) {
      try {
        List<Mechanism> chosen = Choice.of(offer(capabilities, timestamp, mayReveal), List.of());
        assertThat(chosen).isNotEmpty().doesNotHaveDuplicates();
        assertThat(mayReveal || chosen.stream().noneMatch(Mechanism::revealsPassword)).isTrue();
        assertThat(timestamp.isPresent() || !chosen.contains(Mechanism.APOP)).isTrue();
      } catch (Failed e) {
        assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
      }
    }
  }

  private static void assertHidden(String shown) {
    assertThat(shown)
        .doesNotContain(
            PASSWORD, "tanst", Base64.getEncoder().encodeToString(PASSWORD.getBytes(UTF_8)));
  }

  private static Credentials credentials() {
    try {
      return Credentials.of("tim", new Secret(PASSWORD));
    } catch (Failed e) {
      throw new AssertionError(e);
    }
  }
}
