package org.popfetch.sync;

import java.time.Instant;
import org.popfetch.deliver.Received;
import org.popfetch.message.HeaderDigest;
import org.popfetch.plan.Identified;
import org.popfetch.report.Event;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;

/// A message that has been received whole and credited to its uid, on its way to the sink.
///
/// @param what the message as listed
/// @param id what it is remembered by
/// @param digest of its header
/// @param received where it lies
/// @param cost what it holds of the [Budget]
record Parcel(Identified what, Identity id, HeaderDigest digest, Received received, long cost) {
  Entry intended(String sink, String intent) {
    return new Entry.Intended(id, what.message().octets(), digest, sink, intent);
  }

  /// @param notBefore the time of the newest entry: a clock that was set back does not make a
  ///   message older than those before it, for `keep = "14d"` would then delete it too soon
  Entry delivered(Instant notBefore) {
    Instant at = arrived().isBefore(notBefore) ? notBefore : arrived();
    return new Entry.Delivered(id, what.message().octets(), digest, at);
  }

  Instant arrived() {
    return received.envelope().arrived();
  }

  /// The message as a report names it.
  Event.Message named() {
    return new Event.Message(
        what.message().number(), what.message().uid(), received.envelope().octets());
  }

  /// A message as the server listed it.
  static Event.Message named(Identified what) {
    return new Event.Message(
        what.message().number(), what.message().uid(), what.message().octets());
  }
}
