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
    this.now = workplace.clock().instant();
  }

  /// @param destination where the account delivers today; earlier intents may lead elsewhere
  void settle(Destination destination) throws Failed {
    Map<String, List<Intended>> open = new LinkedHashMap<>();
    for (Intended one : ledger.unsettled()) {
      open.computeIfAbsent(one.sink(), _ -> new ArrayList<>()).add(one);
    }
    for (var sink : open.entrySet()) {
      settle(sink.getKey(), sink.getValue());
    }
    // Only now: until it was settled, an intent may need what lies in the spool.
    sinks.of(destination).sweep(consignee);
  }

  /// What was meant for a delivery program is never here: it has no intents.
  private void settle(String sinkName, List<Intended> open) throws Failed {
    Optional<Destination> destination = Destination.named(sinkName);
    if (destination.isPresent()) {
      Sink sink = sinks.of(destination.get());
      record(open, sink.settle(consignee, intents(open)));
    } else {
      record(open, open.stream().map(_ -> Settled.FETCH_AGAIN).toList());
    }
  }

  private void record(List<Intended> open, List<Settled> settled) throws Failed {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Intended one = open.get(i);
      entries.add(
          switch (settled.get(i)) {
            case DELIVERED -> new Entry.Delivered(one.id(), one.octets(), one.digest(), now);
            case FETCH_AGAIN -> new Entry.Abandoned(one.id());
          });
    }
    ledger.record(entries);
  }

  private static List<Intent> intents(List<Intended> open) {
    return open.stream().map(one -> new Intent(one.intent())).toList();
  }
}
