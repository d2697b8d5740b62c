package org.popfetch.seen;

import java.util.HexFormat;
import java.util.Optional;
import org.popfetch.message.HeaderDigest;

/// A [SeenMessage] in a third of the memory: no wrappers, the digest as two numbers, times as
/// [Stamp]s. Mutable in the two times that change.
final class Row {
  private final Identity.Kind kind;
  private final String text;
  private final int copy;
  private final SeenMessage.How how;
  private final boolean digested;
  private final long octets;
  private final long digestHigh;
  private final long digestLow;
  private final long at;
  private long deleted = Stamp.NONE;
  private long gone = Stamp.NONE;

  Row(Identity id, long octets, Optional<HeaderDigest> digest, SeenMessage.How how, long at) {
    this.kind = id.kind();
    this.text = id.text();
    this.copy = id.copy();
    this.how = how;
    this.octets = octets;
    this.digested = digest.isPresent();
    this.digestHigh = digest.map(d -> Long.parseUnsignedLong(d.hex(), 0, 16, 16)).orElse(0L);
    this.digestLow = digest.map(d -> Long.parseUnsignedLong(d.hex(), 16, 32, 16)).orElse(0L);
    this.at = at;
  }

  /// The same under another identity, listed again.
  Row renamed(Identity to) {
    Row row = new Row(to, octets, digest(), how, at);
    row.deleted = deleted;
    return row;
  }

  int copy() {
    return copy;
  }

  /// The latest time that it bears.
  long newest() {
    return Math.max(at, Math.max(deleted, gone));
  }

  void delete(long when) {
    deleted = when;
  }

  /// The first listing without the message counts.
  void leave(long when) {
    gone = gone == Stamp.NONE ? when : gone;
  }

  void comeBack() {
    gone = Stamp.NONE;
  }

  SeenMessage message() {
    return new SeenMessage(
        new Identity(kind, text, copy),
        octets,
        digest(),
        how,
        Stamp.instant(at).orElseThrow(),
        Stamp.instant(deleted),
        Stamp.instant(gone));
  }

  private Optional<HeaderDigest> digest() {
    if (!digested) {
      return Optional.empty();
    }
    HexFormat hex = HexFormat.of();
    return Optional.of(new HeaderDigest(hex.toHexDigits(digestHigh) + hex.toHexDigits(digestLow)));
  }
}
