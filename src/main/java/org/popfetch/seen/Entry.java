package org.popfetch.seen;

import java.time.Instant;
import java.util.Optional;
import org.popfetch.message.HeaderDigest;

/// A fact for the ledger. Times are kept to the second, in UTC.
public sealed interface Entry {
  /// The message is staged; `intent` says where it is about to go. Open until a [Delivered],
  /// [CaughtUp] or [Abandoned] for the same identity.
  ///
  /// @param octets its size as listed by the server, or -1
  /// @param sink the destination as the configuration writes it
  /// @param intent the sink's own words
  record Intended(Identity id, long octets, HeaderDigest digest, String sink, String intent)
      implements Entry {}

  /// The message is at its destination.
  record Delivered(Identity id, long octets, HeaderDigest digest, Instant at) implements Entry {}

  /// The user said to treat the message as seen. It was not delivered by us, and is never deleted
  /// by us.
  ///
  /// @param digest unknown when nothing but the listing was read
  record CaughtUp(Identity id, long octets, Optional<HeaderDigest> digest, Instant at)
      implements Entry {}

  /// An intent came to nothing: the message is to be fetched again.
  record Abandoned(Identity id) implements Entry {}

  /// The server committed the deletion: `QUIT` was answered `+OK`.
  record Deleted(Identity id, Instant at) implements Entry {}

  /// A complete listing did not have the message, for the first time since it was last listed. Ends
  /// a [Refused] too.
  record Gone(Identity id, Instant at) implements Entry {}

  /// The message is listed again.
  record Returned(Identity id) implements Entry {}

  /// The message bears another identity now: the server was migrated.
  record Renamed(Identity from, Identity to) implements Entry {}

  /// Everything about the message is to be forgotten.
  record Forgotten(Identity id) implements Entry {}

  /// Fetching or delivering the message failed; it comes last next time. Holds until the message is
  /// delivered, caught up or gone.
  record Refused(Identity id, Instant at) implements Entry {}

  /// A fact about the server or the account, by a name: what is remembered across sessions beside
  /// messages. An empty value forgets it.
  ///
  /// @param key lower-case letters, digits, `-`, `.`, then for some a blank and any text. Facts
  ///   about the server, void once the account is on another host, have keys that begin with
  ///   `server.`
  record Learnt(String key, String value) implements Entry {}
}
