package org.popfetch.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What holds for one session from its greeting on.
///
/// @param mailboxes by user
/// @param timestamp the greeting's, unlike any other session's (RFC 1939 §7, APOP)
/// @param stls whether there is a certificate to begin TLS with
/// @param lockPatience how long a login waits for the maildrop's lock
record SessionTerms(
    Map<String, DemoMailbox> mailboxes, String timestamp, boolean stls, Duration lockPatience) {

  /// The mailbox of a user who is named in UTF-8, or null.
  @Nullable DemoMailbox mailboxOf(String octets) {
    return mailboxes.get(
        new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }
}
