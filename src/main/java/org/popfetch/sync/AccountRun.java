package org.popfetch.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Sink;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.StateDirectory;
import org.popfetch.session.Opening;
import org.popfetch.session.Suspicion;
import org.popfetch.session.Transaction;

/// One account's run, from its lock to its last word. Its trouble is told and never thrown.
final class AccountRun {
  /// A server that lost count will do so again: it is given another chance after this time.
  private static final Duration LOCK_STEP_AFTER_CONFUSION = Duration.ofDays(30);

  /// Silence is more often the network's fault than the server's.
  private static final Duration LOCK_STEP_AFTER_SILENCE = Duration.ofDays(1);

  private static final Failure STOPPED =
      new Failure(Failure.Kind.STOPPED, "fetching", "told to stop", "the next run goes on");

  private final Account account;
  private final Options options;
  private final Workplace workplace;
  private final Budget budget;

  AccountRun(Account account, Options options, Workplace workplace, Budget budget) {
    this.account = account;
    this.options = options;
    this.workplace = workplace;
    this.budget = budget;
  }

  ExitStatus perform() {
    try (var chronicle = new Chronicle(account, workplace)) {
      try (Ledger ledger = open()) {
        run(ledger, chronicle);
      } catch (Failed failed) {
        chronicle.failed(inOurWords(failed.failure()));
      } catch (RuntimeException | Error bug) {
        chronicle.failed(Failure.bug("fetching", bug));
      }
      return chronicle.finish();
    }
  }

  /// A conversation that was cut off because the run was told to stop.
  private static Failure inOurWords(Failure failure) {
    return failure.kind() == Failure.Kind.STOPPED
        ? new Failure(failure.kind(), failure.doing(), STOPPED.cause(), STOPPED.next())
        : failure;
  }

  /// Opens the account's memory. An account that has none, while one of its mailbox belongs to no
  /// account any more, was most likely renamed: beginning anew would fetch everything again.
  private Ledger open() throws Failed {
    StateDirectory state = workplace.state();
    if (!state.accounts().contains(account.name())) {
      for (AccountName former : state.about(Mailbox.of(account))) {
        if (!workplace.configured().contains(former.value())) {
          throw renamed(former);
        }
      }
    }
    return options.dryRun()
        ? new Rehearsal(state.peek(account.name(), Mailbox.of(account)))
        : state.open(account);
  }

  private Failed renamed(AccountName former) {
    return new Failed(
        Failure.Kind.CONFIG,
        "opening the state",
        "there is none, but one of the same mailbox under the name " + former,
        "if the account was renamed: popfetch state adopt %s %s; to begin anew: popfetch state forget %s"
            .formatted(former, account.name(), former));
  }

  private void run(Ledger ledger, Chronicle chronicle) throws Failed {
    if (workplace.stop().isRequested()) {
      throw new Failed(STOPPED);
    }
    var consignee = new Consignee(account.name(), ledger.mark(), ledger.spool());
    Sink sink = workplace.sinks().of(account.destination());
    if (!options.dryRun()) {
      sink.open(wasDeliveredTo(account.destination(), ledger));
      new Recovery(ledger, consignee, workplace).settle(account.destination());
    }
    Optional<Set<Identity>> only = Optional.empty();
    do {
      only = Optional.of(session(ledger, sink, consignee, chronicle, only));
    } while (!only.get().isEmpty());
  }

  /// @return the messages that are left to another session of the run
  private Set<Identity> session(
      Ledger ledger,
      Sink sink,
      Consignee consignee,
      Chronicle chronicle,
      Optional<Set<Identity>> only)
      throws Failed {
    var opening =
        new Opening(
            account,
            () -> workplace.passwords().of(account),
            isLockStep(ledger),
            chronicle::dialogue,
            chronicle::phase);
    try (var _ = workplace.stop().onExpiry(opening::giveUp);
        Transaction transaction = opening.open()) {
      var visit =
          new Visit(account, options, workplace, budget, transaction, ledger, chronicle, only);
      return visit(visit, transaction, ledger, sink, consignee);
    }
  }

  /// Also true when a run ended after its first message reached the destination, and before it was
  /// recorded as delivered.
  private static boolean wasDeliveredTo(Destination destination, Ledger ledger) {
    return ledger.seen().learnt(Facts.deliveredTo(destination)).isPresent()
        || ledger.unsettled().stream().anyMatch(one -> one.sink().equals(destination.toString()));
  }

  private Set<Identity> visit(
      Visit visit, Transaction transaction, Ledger ledger, Sink sink, Consignee consignee)
      throws Failed {
    try {
      return visit.perform(sink, consignee);
    } catch (Failed failed) {
      try {
        remember(transaction.suspicion(), ledger);
      } catch (Failed alsoThis) {
        failed.addSuppressed(alsoThis);
      }
      throw failed;
    } finally {
      if (!options.dryRun() && ledger.unsettled().isEmpty()) {
        sink.sweep(consignee);
      }
    }
  }

  private boolean isLockStep(Ledger ledger) {
    return ledger.seen().learnt(Facts.LOCK_STEP_UNTIL).filter(this::isInFuture).isPresent();
  }

  private boolean isInFuture(String instant) {
    try {
      return workplace.clock().instant().isBefore(Instant.parse(instant));
    } catch (DateTimeParseException notOurs) {
      return false;
    }
  }

  private void remember(Suspicion suspicion, Ledger ledger) throws Failed {
    Instant now = workplace.clock().instant();
    switch (suspicion) {
      case NONE -> {}
      case SILENCE -> lockStepUntil(now.plus(LOCK_STEP_AFTER_SILENCE), ledger);
      case OUT_OF_STEP -> lockStepUntil(now.plus(LOCK_STEP_AFTER_CONFUSION), ledger);
    }
  }

  private static void lockStepUntil(Instant until, Ledger ledger) throws Failed {
    ledger.record(List.of(new Entry.Learnt(Facts.LOCK_STEP_UNTIL, until.toString())));
  }
}
