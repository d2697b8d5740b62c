package org.popfetch.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Keep;
import org.popfetch.plan.Identified;
import org.popfetch.plan.Plan;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.seen.Identity;
import org.popfetch.session.Pipeline;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// The session thread's loop: keeps the pipeline full of `RETR` and `DELE`, passes on what comes,
/// and hands what is credited to the [Courier].
final class Transfer {
  private final Transaction transaction;
  private final Pipeline pipeline;
  private final Reception reception;
  private final Courier courier;
  private final Deletions deletions;
  private final Keep keep;
  private final Stop stop;
  private final Chronicle chronicle;
  private final Deque<Identified> wanted;
  private final List<Identified> refused = new ArrayList<>();
  private Optional<Identified> suspect = Optional.empty();
  private final int retries;
  private int owed;
  private int unbegun;
  private int notDurable;
  private boolean stopping;

  Transfer(
      Transaction transaction,
      Pipeline pipeline,
      Reception reception,
      Courier courier,
      Deletions deletions,
      Plan plan,
      Keep keep,
      Stop stop,
      Chronicle chronicle) {
    this.transaction = transaction;
    this.pipeline = pipeline;
    this.reception = reception;
    this.courier = courier;
    this.deletions = deletions;
    this.keep = keep;
    this.stop = stop;
    this.chronicle = chronicle;
    this.wanted = new ArrayDeque<>(plan.fetch());
    this.retries = plan.retries();
  }

  /// Fetches and deletes until all is done, the sink is broken, or the run is to stop.
  ///
  /// @throws Failed when the session failed; what was credited by then is still delivered
  void run() throws Failed {
    try {
      takeReceipts();
      while (!isOver()) {
        advance();
        takeReceipts();
      }
      suspect = reception.tooMuch();
    } catch (Failed failed) {
      if (isOverOneMessage(failed.failure().kind())) {
        suspect = reception.suspect(failed.failure().kind());
      }
      throw failed;
    }
  }

  /// Where pipelined answers got out of step the next run finds out, in lock-step, over which.
  private boolean isOverOneMessage(Failure.Kind kind) {
    return broken().isEmpty()
        && kind != Failure.Kind.STOPPED
        && !(kind == Failure.Kind.PROTOCOL && transaction.pipelining());
  }

  /// One step: send what fits, then wait for whoever has to act first.
  private void advance() throws Failed {
    if (!sendWhatFits()) {
      pipeline.fence();
    }
    if (pipeline.isBusy()) {
      listen();
    } else if (owed > 0) {
      settle(courier.await());
    } else {
      beginAlone();
    }
  }

  /// Waits for room for one message, however long other accounts need theirs.
  private void beginAlone() throws Failed {
    int number = wanted.element().message().number();
    reception.expect(wanted.element());
    if (stop.isRequested()) {
      reception.refused(number);
    } else {
      wanted.remove();
      pipeline.send(new Command.Retr(number));
    }
  }

  private boolean isOver() throws Failed {
    if (stop.isRequested() || broken().isPresent()) {
      unbegun += wanted.size();
      wanted.clear();
    }
    if (stop.isRequested() && !stopping) {
      // There may be thousands, and QUIT should be reached in time for those that were sent.
      stopping = true;
      unbegun += deletions.postpone();
    }
    if (!wanted.isEmpty() || !deletions.isEmpty() || owed > 0) {
      return false;
    }
    // What came in since the last fence is still to be credited.
    pipeline.fence();
    return !pipeline.isBusy();
  }

  /// @return whether there is more that could be sent if the pipeline had room
  private boolean sendWhatFits() throws Failed {
    while (pipeline.hasRoom() && hasMore()) {
      if (!deletions.isEmpty()) {
        pipeline.send(deletions.next());
      } else if (!retrieveNext()) {
        return false;
      }
    }
    return hasMore();
  }

  private boolean hasMore() {
    return !deletions.isEmpty() || !wanted.isEmpty();
  }

  /// Asks for the next message, unless the pipeline is full by then.
  ///
  /// @return false when the budget has no room for it
  private boolean retrieveNext() throws Failed {
    if (wanted.size() <= retries) {
      // It failed before and may break the session again: what was retrieved ahead of it is to be
      // credited by then.
      pipeline.fence();
    }
    if (pipeline.hasRoom()) {
      if (!reception.tryExpect(wanted.element())) {
        return false;
      }
      pipeline.send(new Command.Retr(wanted.remove().message().number()));
    }
    return true;
  }

  /// What an answer proves is handed on before the answer itself is heard, which may be a long
  /// message.
  private void listen() throws Failed {
    Optional<Turn> turn = pipeline.next();
    for (Command command : pipeline.credited()) {
      if (command instanceof Command.Retr(int number)) {
        credited(reception.credited(number));
      }
    }
    if (turn.isPresent()) {
      hear(turn.get());
    }
  }

  private void hear(Turn turn) throws Failed {
    switch (turn) {
      case Turn.Body(Command.Retr(int number), _, Turn.Content content) -> {
        reception.take(number, content);
        transaction.skip();
      }
      case Turn.Answer(Command.Retr(int number), Reply reply) -> refused(number, reply);
      case Turn.Answer(Command.Dele command, Reply reply) -> deletions.answered(command, reply);
      case Turn.Answer _, Turn.Body _ -> throw new IllegalStateException("not asked for: " + turn);
    }
  }

  private void refused(int number, Reply reply) {
    Identified what = reception.refused(number);
    refused.add(what);
    chronicle.failed(
        what,
        new Failure(
            Failure.Kind.SERVER_REFUSED,
            "fetching message " + number + " of " + chronicle.onServer(),
            "the server answered \"" + reply + "\"",
            "left on the server, tried again next time"));
  }

  private void credited(Reception.Credited message) {
    switch (message) {
      case Reception.Credited.New(Parcel parcel) -> {
        owed++;
        courier.hand(parcel);
      }
      case Reception.Credited.Known(Identified what, Identity id, boolean due) -> {
        if (due) {
          deletions.add(what, id);
        }
      }
      case Reception.Credited.Lost() -> {
        notDurable++;
        chronicle.failedQuietly(1);
      }
    }
  }

  /// Takes the receipts that are there. Also to be called when [#run] failed and the courier has
  /// ended.
  void takeReceipts() {
    for (Courier.Receipt receipt = courier.poll(); receipt != null; receipt = courier.poll()) {
      settle(receipt);
    }
  }

  private void settle(Courier.Receipt receipt) {
    owed--;
    reception.giveBack(receipt.parcel());
    if (receipt.failure().isPresent()) {
      notDurable++;
      failed(receipt.parcel(), receipt.failure().get());
      return;
    }
    chronicle.delivered(receipt.parcel());
    if (keep instanceof Keep.UntilDelivered) {
      deletions.add(receipt.parcel().what(), receipt.parcel().id());
    }
  }

  private void failed(Parcel parcel, Failure failure) {
    if (courier.broken().equals(Optional.of(failure))) {
      chronicle.failedQuietly(1);
    } else {
      chronicle.failed(parcel.what(), failure);
    }
  }

  /// What made going on pointless, if anything did: told once, for all messages that wait for it.
  Optional<Failure> broken() {
    return reception.broken().or(courier::broken);
  }

  /// The messages that the server would not give.
  List<Identified> refused() {
    return refused;
  }

  /// The message over which the session, or its own reception, failed, as far as anybody can tell:
  /// next time it had better come last, or it would keep the others from arriving for ever.
  Optional<Identified> suspect() {
    return suspect;
  }

  /// Messages that were not asked for, or not deleted, because the run ended early.
  int unbegun() {
    return unbegun;
  }

  /// Whether everything that the server handed over is safe here.
  boolean isDurable() {
    return notDurable == 0;
  }
}
