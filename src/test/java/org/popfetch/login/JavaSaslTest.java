package org.popfetch.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Secret;
import org.popfetch.login.Exchange.Next;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;

/// DIGEST-MD5, with the challenge of RFC 2831 §4. Java chooses the client's nonce, so its answer is
/// held to the formula, and the formula to the RFC's own answer.
class JavaSaslTest {
  private static final String NONCE = "OA6MG9tEQGm2hh";

  @Test
  void theFormulaIsTheRFCs() throws GeneralSecurityException {
    assertThat(response("AUTHENTICATE:", "OA6MHXh6VqTrRk", "imap/elwood.innosoft.com"))
        .isEqualTo("d388dad90d4bbd760a152321f2143af7");
    assertThat(response(":", "OA6MHXh6VqTrRk", "imap/elwood.innosoft.com"))
        .isEqualTo("ea40f60335c427b5527b84dbabcdfffd");
  }

  @Test
  void DIGESTMD5ProvesThePasswordAndWantsTheServerToo() throws Exception {
    Exchange answer = answered();
    String cnonce = attribute("cnonce", decoded(answer));
    String uri = "pop/elwood.innosoft.com";
    assertThat(attribute("response", decoded(answer)))
        .isEqualTo(response("AUTHENTICATE:", cnonce, uri));
    assertThat(answer.isLast()).isFalse();

    Exchange last = ((Next.Go) answer.hear(proof(response(":", cnonce, uri)))).exchange();
    assertThat(last.say().line()).isEmpty();
    assertThat(last.isLast()).isTrue();
    assertThat(last.hear(Reply.parse("+OK"))).isInstanceOf(Next.LoggedIn.class);
  }

  @Test
  void aServerThatDoesNotProveItselfLogsNobodyIn() throws Exception {
    assertThat(answered().hear(proof("00000000000000000000000000000000")))
        .isInstanceOf(Next.Broken.class);
    assertThat(answered().hear(Reply.parse("+OK"))).isInstanceOf(Next.Astray.class);
    assertThat(begun().hear(challenge("no challenge"))).isInstanceOf(Next.Broken.class);
  }

  private static Exchange begun() throws Failed {
    var channel = new Channel("elwood.innosoft.com", 110, false, false, Optional.empty());
    return Exchange.begin(
        Mechanism.DIGEST_MD5,
        Credentials.of("chris", new Secret("secret")),
        new Offer(Capabilities.NONE, Optional.empty(), channel),
        true);
  }

  private static Exchange answered() throws Failed {
    Reply asked =
        challenge(
            "realm=\"elwood.innosoft.com\",nonce=\""
                + NONCE
                + "\",qop=\"auth\",algorithm=md5-sess,charset=utf-8");
    return ((Next.Go) begun().hear(asked)).exchange();
  }

  private static Reply proof(String digest) {
    return challenge("rspauth=" + digest);
  }

  private static Reply challenge(String text) {
    return Reply.parse("+ " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
  }

  private static String decoded(Exchange exchange) {
    return new String(Base64.getDecoder().decode(exchange.say().line()), UTF_8);
  }

  private static String attribute(String name, String text) {
    Matcher found = Pattern.compile("(?:^|,)" + name + "=\"?([^\",]+)").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  /// RFC 2831 §2.1.2.1, for `chris` with the password `secret`.
  private static String response(String method, String cnonce, String uri)
      throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(md5.digest("chris:elwood.innosoft.com:secret".getBytes(UTF_8)));
    String a1 = hex(md5.digest((":" + NONCE + ":" + cnonce).getBytes(UTF_8)));
    String a2 = hex(md5.digest((method + uri).getBytes(UTF_8)));
    String all = a1 + ":" + NONCE + ":00000001:" + cnonce + ":auth:" + a2;
    return hex(md5.digest(all.getBytes(UTF_8)));
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
