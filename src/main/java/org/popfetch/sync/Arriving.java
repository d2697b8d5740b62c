package org.popfetch.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.popfetch.deliver.Incoming;
import org.popfetch.deliver.Received;
import org.popfetch.message.Envelope;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.HeaderScan;
import org.popfetch.plan.Identified;
import org.popfetch.report.Failed;

/// A message that was asked for. Its octets go to the sink's private place; whose they are is
/// proven later.
final class Arriving implements AutoCloseable {
  private final Identified what;
  private final long cost;
  private final Incoming incoming;
  private final HeaderScan scan;
  private long octets = -1;

  Arriving(Identified what, long cost, Incoming incoming) {
    this.what = what;
    this.cost = cost;
    this.incoming = incoming;
    this.scan = new HeaderScan(incoming.body());
  }

  Identified what() {
    return what;
  }

  long cost() {
    return cost;
  }

  /// Puts text in front of the message, which its digest does not cover.
  void prepend(byte[] field) throws IOException {
    incoming.body().write(field);
  }

  /// Takes the message as the server sent it.
  OutputStream body() {
    return scan;
  }

  /// Its end was seen.
  void ended(long octets) {
    this.octets = octets;
  }

  /// Whether its end was seen, and all of it was taken.
  boolean isComplete() {
    return octets >= 0;
  }

  HeaderDigest digest() {
    return scan.digest();
  }

  Received complete(Instant arrived) throws Failed {
    String uid = what.id().map(id -> id.text()).orElseGet(() -> scan.digest().hex());
    return incoming.complete(new Envelope(uid, scan.sender(), octets, arrived));
  }

  /// Drops what was received, unless it is complete.
  @Override
  public void close() {
    incoming.close();
  }
}
