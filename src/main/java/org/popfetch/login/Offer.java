package org.popfetch.login;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ServerText;

/// What a server offers for logging in, and over what kind of line.
///
/// @param capabilities as announced last, after `STLS` if there was one
/// @param timestamp of the greeting, for `APOP`, angle brackets included
/// @param encrypted whether TLS is on
/// @param mayReveal whether a password may be sent readably: TLS is on, the line is inside of this
///   machine, or the user allowed it
public record Offer(
    Capabilities capabilities, Optional<String> timestamp, boolean encrypted, boolean mayReveal) {
  private static final Pattern TIMESTAMP = Pattern.compile("<[^<>@\\s]*@[^<>\\s]*>");

  /// The timestamp in a greeting (RFC 1939 §7): a msg-id of RFC 822.
  public static Optional<String> timestamp(ServerText greeting) {
    Matcher found = TIMESTAMP.matcher(greeting.latin1());
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  /// Whether the server has the mechanism, as far as it lets on. `USER` counts as offered where
  /// nothing was announced at all: it is older than `CAPA`.
  boolean has(Mechanism mechanism) {
    return switch (mechanism) {
      case APOP -> timestamp.isPresent();
      case USER -> capabilities.has("USER") || !capabilities.has("SASL");
      case PLAIN, LOGIN, CRAM_MD5, DIGEST_MD5, OAUTHBEARER, XOAUTH2, EXTERNAL, GSSAPI ->
          announces(mechanism);
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS, SCRAM_SHA_256, SCRAM_SHA_1 -> announces(mechanism);
    };
  }

  private boolean announces(Mechanism mechanism) {
    return capabilities.sasl().contains(mechanism.key().toUpperCase(Locale.ROOT));
  }
}
