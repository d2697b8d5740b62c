package org.popfetch.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Destination;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Intent;
import org.popfetch.deliver.Outcome;
import org.popfetch.deliver.Received;
import org.popfetch.deliver.Sink;
import org.popfetch.deliver.Staged;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Ledger;

/// The delivery thread of one account: takes whatever has arrived, and makes it safe, a batch at a
/// time (group commit).
///
/// Stage, record the intents, commit, record what was delivered, acknowledge: in this order,
/// always.
final class Courier implements AutoCloseable {
  /// So much of a backlog is made safe at once, whatever the sink would take.
  private static final int MAX_BATCH = 256;

  /// So long a batch waits to be full, in nanoseconds: making one message safe takes about as many
  /// turns of the disk as a hundred.
  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(10);

  /// What the session's thread hands over.
  ///
  /// @param parcel nothing at the end
  private record Handed(Optional<Parcel> parcel) {}

  /// What became of a parcel.
  ///
  /// @param failure nothing when it is recorded as delivered
  record Receipt(Parcel parcel, Optional<Failure> failure) {}

  private final Sink sink;
  private final Destination destination;
  private final Consignee consignee;
  private final Ledger ledger;
  private final Stop stop;
  private final Instant notBefore;
  private final BlockingQueue<Handed> inbox = new LinkedBlockingQueue<>();
  private final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended;
  private boolean known;
  private boolean atEnd;
  private volatile @Nullable Failure broken;

  Courier(Sink sink, Destination destination, Consignee consignee, Ledger ledger, Stop stop) {
    this.sink = sink;
    this.destination = destination;
    this.consignee = consignee;
    this.ledger = ledger;
    this.stop = stop;
    this.notBefore = ledger.seen().newest().orElse(Instant.MIN);
    this.known = ledger.seen().learnt(Facts.deliveredTo(destination)).isPresent();
    this.ended =
        CompletableFuture.runAsync(
            this::work, work -> Thread.ofPlatform().name("delivery").start(work));
  }

  void hand(Parcel parcel) {
    inbox.add(new Handed(Optional.of(parcel)));
  }

  /// The next receipt, if there is one by now.
  @Nullable Receipt poll() {
    return receipts.poll();
  }

  /// Waits for the next receipt; one comes for every parcel.
  Receipt await() {
    while (true) {
      try {
        return receipts.take();
      } catch (InterruptedException impossible) {
        // Nobody interrupts threads here; if a library did, waiting on is right.
      }
    }
  }

  /// What makes further deliveries pointless in this run: a full disk, a journal that cannot be
  /// written.
  Optional<Failure> broken() {
    return Optional.ofNullable(broken);
  }

  /// Ends when everything handed over has its receipt.
  @Override
  public void close() {
    inbox.add(new Handed(Optional.empty()));
    ended.join();
  }

  private void work() {
    List<Parcel> batch = new ArrayList<>();
    while (gather(batch)) {
      deliver(batch);
      batch.clear();
    }
  }

  /// Waits for one parcel, then takes what else comes soon, up to the sink's limit.
  ///
  /// @return false at the end
  private boolean gather(List<Parcel> batch) {
    int limit = Math.min(MAX_BATCH, sink.batchLimit());
    long end = System.nanoTime();
    while (batch.size() < limit && !atEnd) {
      Handed next = batch.isEmpty() ? within(Long.MAX_VALUE) : within(end - System.nanoTime());
      if (next == null) {
        return true;
      }
      atEnd = next.parcel.isEmpty();
      next.parcel.ifPresent(batch::add);
      end = batch.size() == 1 ? System.nanoTime() + LINGER : end;
    }
    return !batch.isEmpty();
  }

  private @Nullable Handed within(long nanos) {
    while (true) {
      try {
        return inbox.poll(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException impossible) {
        // As in await.
      }
    }
  }

  private void deliver(List<Parcel> batch) {
    Failure reason = broken;
    if (reason == null && stop.isExpired()) {
      reason =
          new Failure(
              Failure.Kind.STOPPED, "delivering", "told to stop", "fetched again next time");
      broken = reason;
    }
    if (reason != null) {
      refuse(batch, reason);
      return;
    }
    try {
      commit(batch);
    } catch (Failed failed) {
      broken = failed.failure();
      refuse(batch, failed.failure());
    } catch (RuntimeException | Error bug) {
      // A receipt is owed for every parcel, or the session thread would wait for ever.
      broken = Failure.bug("delivering to " + destination, bug);
      refuse(batch, Failure.bug("delivering to " + destination, bug));
    }
  }

  private void commit(List<Parcel> batch) throws Failed {
    List<Received> received = batch.stream().map(Parcel::received).toList();
    List<Outcome> outcomes;
    try (Staged staged = sink.stage(consignee, received)) {
      List<Intent> intents = staged.intents();
      ledger.record(intended(batch, intents));
      outcomes = staged.commit();
      ledger.record(results(batch, outcomes, !intents.isEmpty()));
    }
    for (int i = 0; i < batch.size(); i++) {
      receipts.add(new Receipt(batch.get(i), failureOf(outcomes.get(i))));
    }
  }

  private List<Entry> intended(List<Parcel> batch, List<Intent> intents) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < intents.size(); i++) {
      entries.add(batch.get(i).intended(destination.toString(), intents.get(i).text()));
    }
    return entries;
  }

  private List<Entry> results(List<Parcel> batch, List<Outcome> outcomes, boolean intended) {
    List<Entry> entries = new ArrayList<>();
    if (!known && outcomes.contains(new Outcome.Delivered())) {
      entries.add(new Entry.Learnt(Facts.deliveredTo(destination), "yes"));
      known = true;
    }
    for (int i = 0; i < batch.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Delivered() -> entries.add(batch.get(i).delivered(notBefore));
        case Outcome.Refused _ -> {
          if (intended) {
            entries.add(new Entry.Abandoned(batch.get(i).id()));
          }
          entries.add(new Entry.Refused(batch.get(i).id(), batch.get(i).arrived()));
        }
      }
    }
    return entries;
  }

  private Optional<Failure> failureOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered() -> Optional.empty();
      case Outcome.Refused(Failure failure, boolean sinkIsBroken) -> {
        if (sinkIsBroken) {
          broken = failure;
        }
        yield Optional.of(failure);
      }
    };
  }

  private void refuse(List<Parcel> batch, Failure why) {
    batch.forEach(parcel -> receipts.add(new Receipt(parcel, Optional.of(why))));
  }
}
