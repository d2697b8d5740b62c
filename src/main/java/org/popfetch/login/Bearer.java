package org.popfetch.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Echo;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;

/// SASL OAUTHBEARER (RFC 7628) and XOAUTH2, from which that was made: an access token in one
/// message. A server that refuses it says why in a challenge, as JSON, and then wants an answer.
///
/// Not [#isLast], although it mostly is: what follows it would be taken for that answer. The
/// servers that are asked this way do not pipeline before login anyway.
///
/// @param dismissal the answer to a refusal
record Bearer(Secret message, Secret dismissal) implements Exchange {
  /// Why (RFC 7628 §3.2.2); "401" at Google.
  private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([^\"]{1,100})\"");

  /// Of words that are no such JSON, this many are shown.
  private static final int SHOWN = 200;

  /// RFC 7628 §3.1: a GS2 header, the host, and the token.
  static Exchange oauthbearer(Credentials credentials, Channel channel) {
    String text =
        "n,a=%s,\1host=%s\1port=%d\1auth=Bearer %s\1\1"
            .formatted(
                credentials.user().replace("=", "=3D").replace(",", "=2C"),
                channel.host(),
                channel.port(),
                credentials.password().reveal());
    // A lone \1 ends it (RFC 7628 §3.2.3).
    return Beginning.of("OAUTHBEARER", new Bearer(Base64Text.of(text), Base64Text.of("\1")));
  }

  /// As developers.google.com/workspace/gmail/imap/xoauth2-protocol has it, Microsoft likewise.
  ///
  /// @param atOnce whether the message may go with the command
  static Exchange xoauth2(Credentials credentials, boolean atOnce) {
    String text =
        "user=" + credentials.user() + "\1auth=Bearer " + credentials.password().reveal() + "\1\1";
    var bearer = new Bearer(Base64Text.of(text), new Secret(""));
    return atOnce ? Beginning.of("XOAUTH2", bearer) : new Beginning.Alone("XOAUTH2", bearer);
  }

  @Override
  public Command say() {
    return new Command.AuthResponse(message);
  }

  @Override
  public Next hear(Reply reply) {
    return reply instanceof Reply.Challenge challenge
        ? new Next.Go(new Declined(dismissal, reason(challenge), true))
        : end(reply);
  }

  private String reason(Reply.Challenge challenge) {
    String said = new String(Base64Text.in(challenge).orElse(new byte[0]), UTF_8);
    String json = Echo.of(say()).map(echo -> echo.maskedText(said)).orElse(said);
    Matcher status = STATUS.matcher(json);
    String shown = status.find() ? status.group(1) : json;
    String bounded = shown.substring(0, Math.min(shown.length(), SHOWN));
    return '"' + new ServerText(Credentials.octets(bounded)).toString() + '"';
  }

  @Override
  public boolean showsCredentials() {
    return true;
  }
}
