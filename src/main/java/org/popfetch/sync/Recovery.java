package org.popfetch.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Destination;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Intent;
import org.popfetch.deliver.Sink;
import org.popfetch.deliver.Sink.Settled;
import org.popfetch.deliver.Sinks;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Entry.Intended;
import org.popfetch.seen.Ledger;

/// Settles what an earlier run of the account left open, and sweeps its leftovers: at the start,
/// under the account's lock, before the network.
final class Recovery {
  private final Ledger ledger;
  private final Consignee consignee;
  private final Sinks sinks;
  private final Instant now;

  Recovery(Ledger ledger, Consignee consignee, Workplace workplace) {
    this.ledger = ledger;
    this.consignee = consignee;
    this.sinks = workplace.sinks();
    this.now = latest(workplace.clock().instant(), ledger.seen().newest());
  }

  /// As in [Parcel#delivered].
  private static Instant latest(Instant now, Optional<Instant> newest) {
    return newest.filter(now::isBefore).orElse(now);
  }

  /// A place that nobody knows, such as another version's, is none to look at: what was to go there
  /// is fetched again. A delivery program has no intents.
  ///
  /// @param destination where the account delivers today; earlier intents may lead elsewhere
  void settle(Destination destination) throws Failed {
    Map<Destination, List<Intended>> open = new LinkedHashMap<>();
    List<Entry> placeless = new ArrayList<>();
    for (Intended one : ledger.unsettled()) {
      Destination.named(one.sink())
          .ifPresentOrElse(
              place -> open.computeIfAbsent(place, _ -> new ArrayList<>()).add(one),
              () -> placeless.add(new Entry.Abandoned(one.id())));
    }
    ledger.record(placeless);
    for (var place : open.entrySet()) {
      Sink sink = sinks.of(place.getKey());
      List<Entry> entries =
          entries(place.getValue(), sink.settle(consignee, intents(place.getValue())));
      entries.add(new Entry.Learnt(Facts.deliveredTo(place.getKey()), "yes"));
      ledger.record(entries);
    }
    // Only now: until it was settled, an intent may need what lies in the spool.
    open.putIfAbsent(destination, List.of());
    open.keySet().forEach(place -> sinks.of(place).sweep(consignee));
  }

  private List<Entry> entries(List<Intended> open, List<Settled> settled) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Intended one = open.get(i);
      entries.add(
          switch (settled.get(i)) {
            case DELIVERED -> new Entry.Delivered(one.id(), one.octets(), one.digest(), now);
            case FETCH_AGAIN -> new Entry.Abandoned(one.id());
          });
    }
    return entries;
  }

  private static List<Intent> intents(List<Intended> open) {
    return open.stream().map(one -> new Intent(one.intent())).toList();
  }
}
