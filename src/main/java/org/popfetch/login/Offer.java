package org.popfetch.login;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.account.Mechanism;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.ServerText;

/// What a server offers for logging in, and over what kind of channel.
///
/// @param capabilities as announced last, after `STLS` if there was one
/// @param timestamp of the greeting, for `APOP`, angle brackets included
public record Offer(Capabilities capabilities, Optional<String> timestamp, Channel channel) {
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
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS ->
          channel.binding().isPresent() && announces(mechanism);
      case PLAIN, LOGIN, SCRAM_SHA_256, SCRAM_SHA_1, CRAM_MD5, DIGEST_MD5 -> announces(mechanism);
      case OAUTHBEARER, XOAUTH2, EXTERNAL, GSSAPI -> announces(mechanism);
    };
  }

  private boolean announces(Mechanism mechanism) {
    return capabilities.sasl().contains(saslName(mechanism));
  }

  /// Whether the server binds logins to the channel at all.
  boolean binds() {
    return capabilities.sasl().stream().anyMatch(name -> name.matches("SCRAM-.*-PLUS"));
  }

  /// The mechanism's name in `AUTH` (RFC 4422 §3.1).
  static String saslName(Mechanism mechanism) {
    return mechanism.key().toUpperCase(Locale.ROOT);
  }
}
