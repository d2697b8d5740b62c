package org.popfetch.seen;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.message.HeaderDigest;

/// What is known of a message that was delivered, or told to be treated so.
///
/// A record but for what it holds: the digest is two numbers and the times are [Stamp]s, with no
/// wrappers, because a maildrop has a hundred thousand of them.
public final class SeenMessage {
  /// How a message came to be seen.
  public enum How {
    /// popfetch itself delivered it, and may delete it.
    DELIVERED,
    /// The user said so; it is never deleted.
    CAUGHT_UP
  }

  private final Identity id;
  private final How how;
  private final long octets;

  // As SeenRows keeps them.
  final boolean digested;
  final long digestHigh;
  final long digestLow;
  final long at;
  final long deleted;
  final long gone;

  /// @param octets its size as the server listed it then, or -1
  /// @param digest of its header; known for whatever was delivered
  /// @param how how it came to be seen
  /// @param at when it was delivered or caught up
  /// @param deleted when the server committed its deletion
  /// @param gone since when complete listings have been without it
  public SeenMessage(
      Identity id,
      long octets,
      Optional<HeaderDigest> digest,
      How how,
      Instant at,
      Optional<Instant> deleted,
      Optional<Instant> gone) {
    this(
        id,
        octets,
        digest,
        how,
        Stamp.of(at),
        deleted.map(Stamp::of).orElse(Stamp.NONE),
        gone.map(Stamp::of).orElse(Stamp.NONE));
  }

  SeenMessage(
      Identity id,
      long octets,
      Optional<HeaderDigest> digest,
      How how,
      long at,
      long deleted,
      long gone) {
    this(
        id,
        octets,
        digest.isPresent(),
        digest.isPresent() ? digest.get().high() : 0,
        digest.isPresent() ? digest.get().low() : 0,
        how,
        at,
        deleted,
        gone);
  }

  /// @param digested whether the digest is known
  SeenMessage(
      Identity id,
      long octets,
      boolean digested,
      long digestHigh,
      long digestLow,
      How how,
      long at,
      long deleted,
      long gone) {
    this.id = id;
    this.octets = octets;
    this.digested = digested;
    this.digestHigh = digestHigh;
    this.digestLow = digestLow;
    this.how = how;
    this.at = at;
    this.deleted = deleted;
    this.gone = gone;
  }

  public Identity id() {
    return id;
  }

  public long octets() {
    return octets;
  }

  public Optional<HeaderDigest> digest() {
    return digested ? Optional.of(new HeaderDigest(digestHigh, digestLow)) : Optional.empty();
  }

  public How how() {
    return how;
  }

  public Instant at() {
    return Instant.ofEpochSecond(at);
  }

  public Optional<Instant> deleted() {
    return Stamp.instant(deleted);
  }

  public Optional<Instant> gone() {
    return Stamp.instant(gone);
  }

  public boolean isDeleted() {
    return deleted != Stamp.NONE;
  }

  public boolean isGone() {
    return gone != Stamp.NONE;
  }

  /// The latest time that it bears, as a [Stamp].
  long newest() {
    return Math.max(at, Math.max(deleted, gone));
  }

  /// The same memory under another identity.
  public SeenMessage as(Identity other) {
    return with(other, deleted, gone);
  }

  SeenMessage deleted(long when) {
    return with(id, when, gone);
  }

  /// The first listing without the message counts.
  SeenMessage left(long when) {
    return gone == Stamp.NONE ? with(id, deleted, when) : this;
  }

  SeenMessage back() {
    return with(id, deleted, Stamp.NONE);
  }

  private SeenMessage with(Identity other, long deletedThen, long goneSince) {
    return new SeenMessage(
        other, octets, digested, digestHigh, digestLow, how, at, deletedThen, goneSince);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SeenMessage one
        && id.equals(one.id)
        && octets == one.octets
        && digest().equals(one.digest())
        && how == one.how
        && at == one.at
        && deleted == one.deleted
        && gone == one.gone;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, octets, digestLow, how, at, deleted, gone);
  }

  @Override
  public String toString() {
    return "%s, %d octets, %s, %s %s, deleted %s, gone %s"
        .formatted(id, octets, digest(), how, at(), deleted(), gone());
  }
}
