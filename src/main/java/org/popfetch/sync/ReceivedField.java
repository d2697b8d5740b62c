package org.popfetch.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.popfetch.account.Account;
import org.popfetch.os.ThisProcess;

/// The trace field that `received-header = true` puts in front of each message (RFC 5322 §3.6.7).
///
/// @param from the server, as the configuration names it
/// @param by this machine
/// @param account the user's name for the account
record ReceivedField(String from, String by, String account) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static ReceivedField of(Account account) {
    return new ReceivedField(
        account.server().host(), ThisProcess.current().host(), account.name().value());
  }

  /// The whole field, with its CRLFs.
  byte[] at(Instant arrived) {
    String field =
        "Received: from %s by %s with POP3 (popfetch, account %s);\r\n\t%s\r\n"
            .formatted(from, by, account, DATE.format(arrived));
    return field.getBytes(StandardCharsets.UTF_8);
  }
}
