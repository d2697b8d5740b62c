package org.popfetch.seen;

import java.time.Instant;
import java.util.Optional;
import org.popfetch.message.HeaderDigest;

/// What is known of a message that was delivered, or told to be treated so.
///
/// @param octets its size as the server listed it then, or -1
/// @param digest of its header; known for whatever was delivered
/// @param how how it came to be seen
/// @param at when it was delivered or caught up
/// @param deleted when the server committed its deletion
/// @param gone since when complete listings have been without it
public record SeenMessage(
    Identity id,
    long octets,
    Optional<HeaderDigest> digest,
    How how,
    Instant at,
    Optional<Instant> deleted,
    Optional<Instant> gone) {
  /// How a message came to be seen.
  public enum How {
    /// popfetch itself delivered it, and may delete it.
    DELIVERED,
    /// The user said so; it is never deleted.
    CAUGHT_UP
  }

  /// The same memory under another identity.
  public SeenMessage as(Identity other) {
    return new SeenMessage(other, octets, digest, how, at, deleted, gone);
  }
}
