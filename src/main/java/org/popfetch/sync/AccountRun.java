package org.popfetch.sync;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.PasswordSource;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Sink;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.Seen;
import org.popfetch.seen.StateDirectory;
import org.popfetch.seen.Threshold;
import org.popfetch.session.Opening;
import org.popfetch.session.Transaction;

/// One account's run, from its lock to its last word. Its trouble is told and never thrown.
final class AccountRun {
  private static final Failure STOPPED =
      new Failure(Failure.Kind.STOPPED, "fetching", "told to stop", "the next run goes on");

  private final Account account;
  private final Options options;
  private final Workplace workplace;
  private final Budget budget;
  private boolean inspected;

  AccountRun(Account account, Options options, Workplace workplace, Budget budget) {
    this.account = account;
    this.options = options;
    this.workplace = workplace;
    this.budget = budget;
  }

  ExitStatus perform() {
    try (var chronicle = new Chronicle(account, workplace)) {
      try (Opening opening = opening(chronicle);
          var _ = workplace.stop().onExpiry(opening::giveUp);
          Ledger ledger = open(opening)) {
        run(ledger, chronicle, opening);
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
  ///
  /// The way to the server begins as soon as nobody else is on it for this account, and the login
  /// before a large memory is read, unless there is something to recover from.
  private Ledger open(Opening opening) throws Failed {
    StateDirectory state = workplace.state();
    Mailbox mailbox = Mailbox.of(account);
    state.demandNotRenamed(account.name(), mailbox, workplace.configured());
    if (options.dryRun()) {
      opening.begin();
      return new Rehearsal(state.peek(account.name(), mailbox));
    }
    return state.open(
        account,
        new Threshold() {
          @Override
          public void locked() {
            opening.begin();
          }

          @Override
          public void knows(Seen facts) throws Failed {
            inspect(facts.learnt(Facts.deliveredTo(account.destination())).isPresent());
            // Nobody is asked for a password by a run that may yet end over its memory.
            if (!(account.login().password() instanceof PasswordSource.Ask)) {
              opening.enter(recollection(facts).acquaintance());
            }
          }
        });
  }

  /// Looks once whether the destination can be used at all.
  private void inspect(boolean knownBefore) throws Failed {
    if (!inspected) {
      workplace.sinks().of(account.destination()).inspect(knownBefore);
      inspected = true;
    }
  }

  private Opening opening(Chronicle chronicle) {
    return new Opening(
        account, workplace.passwords().of(account), chronicle::dialogue, chronicle::phase);
  }

  private void run(Ledger ledger, Chronicle chronicle, Opening begun) throws Failed {
    if (workplace.stop().isRequested()) {
      throw new Failed(STOPPED);
    }
    var consignee = new Consignee(account.name(), ledger.mark(), ledger.spool());
    Sink sink = workplace.sinks().of(account.destination());
    if (!options.dryRun()) {
      inspect(wasDeliveredTo(account.destination(), ledger));
      new Recovery(ledger, consignee, workplace).settle(account.destination());
    }
    Set<Identity> rest = session(ledger, sink, consignee, chronicle, begun, Optional.empty());
    while (!rest.isEmpty()) {
      try (Opening opening = opening(chronicle);
          var _ = workplace.stop().onExpiry(opening::giveUp)) {
        rest = session(ledger, sink, consignee, chronicle, opening, Optional.of(rest));
      }
    }
  }

  /// Only a login that succeeded shows that the mailbox is the one that is meant: until then
  /// neither a state nor a destination is made.
  ///
  /// @return the messages that are left to another session of the run
  private Set<Identity> session(
      Ledger ledger,
      Sink sink,
      Consignee consignee,
      Chronicle chronicle,
      Opening opening,
      Optional<Set<Identity>> only)
      throws Failed {
    Recollection recollection = recollection(ledger.seen());
    try (Transaction transaction = open(opening, recollection, ledger)) {
      transaction.askMaildrop(); // what is made on the disk meanwhile takes as long as the answer
      ledger.begin();
      ledger.record(recollection.learn(opening.learnt()));
      if (!options.dryRun()) {
        sink.open(wasDeliveredTo(account.destination(), ledger));
      }
      var visit =
          new Visit(account, options, workplace, budget, transaction, ledger, chronicle, only);
      return visit(visit, transaction, ledger, sink, consignee);
    }
  }

  private Recollection recollection(Seen facts) {
    return new Recollection(facts, account, workplace.clock().instant());
  }

  private static Transaction open(Opening opening, Recollection recollection, Ledger ledger)
      throws Failed {
    try {
      return opening.open(recollection.acquaintance());
    } catch (Failed failed) {
      if (ledger.isBegun()) {
        alsoRecord(recollection.learn(opening.learnt()), ledger, failed);
      }
      throw failed;
    }
  }

  /// Records something for the runs to come, while another failure is on its way.
  private static void alsoRecord(List<Entry> entries, Ledger ledger, Failed failed) {
    try {
      ledger.record(entries);
    } catch (Failed alsoThis) {
      failed.addSuppressed(alsoThis);
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
      alsoRecord(recollection(ledger.seen()).learn(transaction.suspicion()), ledger, failed);
      throw failed;
    } finally {
      if (!options.dryRun() && ledger.unsettled().isEmpty()) {
        sink.sweep(consignee);
      }
    }
  }
}
