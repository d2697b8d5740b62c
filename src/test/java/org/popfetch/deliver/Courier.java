package org.popfetch.deliver;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Delivers letters as the engine does, with a journal that outlives it: the durability protocol
/// without a server.
final class Courier {
  private final Consignee consignee;
  private final Map<String, Intent> open = new LinkedHashMap<>();
  private final Set<String> delivered = new HashSet<>();
  private final Map<String, Failure> refused = new LinkedHashMap<>();
  private boolean known;
  private boolean broken;

  Courier(Consignee consignee) {
    this.consignee = consignee;
  }

  Set<String> delivered() {
    return delivered;
  }

  Map<String, Failure> refused() {
    return refused;
  }

  List<Intent> open() {
    return List.copyOf(open.values());
  }

  /// The sink said that no more need be tried.
  boolean broken() {
    return broken;
  }

  /// One run of the program: recovery, then whatever was not delivered before.
  void run(Sink sink, MortalDisk life, List<Letter> letters) throws Failed, IOException {
    refused.clear();
    broken = false;
    settle(sink, life);
    sink.open(known);
    life.checkAlive();
    var received = new ArrayList<Received>();
    for (Letter letter : letters) {
      if (!delivered.contains(letter.uid())) {
        received.add(receive(sink, letter));
        life.checkAlive();
      }
    }
    for (int i = 0; i < received.size() && !broken; i += sink.batchLimit()) {
      int end = Math.min(received.size(), i + sink.batchLimit());
      deliver(sink, life, received.subList(i, end));
    }
  }

  private void settle(Sink sink, MortalDisk life) throws Failed {
    List<Sink.Settled> answers = sink.settle(consignee, open());
    life.checkAlive();
    List<String> uids = List.copyOf(open.keySet());
    for (int i = 0; i < uids.size(); i++) {
      if (answers.get(i) == Sink.Settled.DELIVERED) {
        delivered.add(uids.get(i));
      }
    }
    known |= !delivered.isEmpty();
    open.clear();
    sink.sweep(consignee);
    life.checkAlive();
  }

  Received receive(Sink sink, Letter letter) throws Failed, IOException {
    try (Incoming incoming = sink.receive(consignee)) {
      send(letter.octets(), incoming.body());
      return incoming.complete(letter.envelope());
    }
  }

  /// In pieces of growing length, so that line ends and quoted words are cut everywhere.
  static void send(byte[] octets, OutputStream body) throws IOException {
    int piece = 1;
    for (int i = 0; i < octets.length; i += piece, piece++) {
      body.write(octets, i, Math.min(piece, octets.length - i));
    }
  }

  void deliver(Sink sink, MortalDisk life, List<Received> batch) throws Failed {
    try (Staged staged = sink.stage(consignee, batch)) {
      life.checkAlive();
      List<Intent> intents = staged.intents();
      for (int i = 0; i < intents.size(); i++) {
        open.put(batch.get(i).envelope().uid(), intents.get(i));
      }
      List<Outcome> outcomes = staged.commit();
      life.checkAlive();
      for (int i = 0; i < batch.size(); i++) {
        record(batch.get(i).envelope().uid(), outcomes.get(i));
      }
    }
  }

  private void record(String uid, Outcome outcome) {
    open.remove(uid);
    switch (outcome) {
      case Outcome.Delivered() -> {
        known = true;
        if (!delivered.add(uid)) {
          throw new AssertionError("delivered twice: " + uid);
        }
      }
      case Outcome.Refused(Failure failure, boolean forAll) -> {
        refused.put(uid, failure);
        broken |= forAll;
      }
    }
  }
}
