package org.popfetch.seen;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an account has seen: a view of its [Ledger], which grows with every record. Not safe for
/// use beside [Ledger#record] from another thread.
public interface Seen {
  /// The messages that share a uid, or a digest, in the order of their copies.
  List<SeenMessage> under(Identity.Kind kind, String text);

  /// All that is remembered, in no order. Each is made when it is asked for.
  Collection<SeenMessage> all();

  /// Those of them that are gone from the server.
  Collection<SeenMessage> gone();

  /// When fetching or delivering this message last failed.
  Optional<Instant> refused(Identity id);

  /// The messages for which [#refused(Identity)] tells a time; they may have left the server, so
  /// that a [Entry.Gone] is due for them too.
  Set<Identity> refused();

  /// A fact that was [Entry.Learnt].
  Optional<String> learnt(String key);

  /// The time of the newest entry: no believable clock is before it.
  Optional<Instant> newest();
}
