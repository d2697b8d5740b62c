package org.popfetch.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.account.Limits;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Sink;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.HeaderScan;
import org.popfetch.plan.Attendance;
import org.popfetch.plan.Identification;
import org.popfetch.plan.Identified;
import org.popfetch.plan.Known;
import org.popfetch.plan.Plan;
import org.popfetch.plan.Policy;
import org.popfetch.plan.Questions;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Retention;
import org.popfetch.session.Headers;
import org.popfetch.session.Pipeline;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// One session in the TRANSACTION state (RFC 1939 §5): list, identify, plan, transfer, leave.
final class Visit {
  private final Account account;
  private final Options options;
  private final Workplace workplace;
  private final Budget budget;
  private final Transaction transaction;
  private final Ledger ledger;
  private final Chronicle chronicle;
  private final Optional<Set<Identity>> only;
  private final Instant now;
  private boolean toldBroken;

  /// Begins nothing yet.
  ///
  /// @param only the messages that an earlier session of the run left to this one; nothing in the
  ///   first, which deals with all
  Visit(
      Account account,
      Options options,
      Workplace workplace,
      Budget budget,
      Transaction transaction,
      Ledger ledger,
      Chronicle chronicle,
      Optional<Set<Identity>> only) {
    this.account = account;
    this.options = options;
    this.workplace = workplace;
    this.budget = budget;
    this.transaction = transaction;
    this.ledger = ledger;
    this.chronicle = chronicle;
    this.only = only;
    this.now = workplace.clock().instant();
  }

  /// @return the messages that are left to another session of the run
  Set<Identity> perform(Sink sink, Consignee consignee) throws Failed {
    chronicle.phase("listing");
    Maildrop maildrop = list();
    Plan plan = plan(maildrop);
    chronicle.planned(maildrop.messages().size(), plan.toFetch());
    if (options.dryRun()) {
      rehearse(plan);
      return Set.of();
    }
    tellSkips(plan);
    return transfer(maildrop, plan, sink, consignee) ? plan.rest() : Set.of();
  }

  private void rehearse(Plan plan) {
    for (Identified one : plan.fetch()) {
      chronicle.would(plan.doubts().containsKey(one.message().number()), one);
    }
    plan.delete().forEach(one -> chronicle.would(true, one));
    transaction.leave();
  }

  private Maildrop list() throws Failed {
    Maildrop maildrop = transaction.maildrop();
    Demands.uidl(maildrop, ledger.seen());
    boolean hadUidl = ledger.seen().learnt(Facts.UIDL).isPresent();
    if (maildrop.hasUidl() && !hadUidl && !maildrop.messages().isEmpty()) {
      ledger.record(List.of(new Entry.Learnt(Facts.UIDL, "yes")));
    }
    return maildrop;
  }

  private Plan plan(Maildrop maildrop) throws Failed {
    Policy asking = policy(transaction.hasTop());
    var known = new Known(maildrop, ledger.seen(), asking.settling(ledger.seen()));
    var questions = Questions.about(known, asking);
    Optional<Map<Integer, HeaderDigest>> headers =
        Headers.ask(transaction, maildrop, questions.numbers(), Visit::digest);
    Policy policy = policy(headers.isPresent());
    Demands.identity(maildrop, policy.canTop(), account.keep());
    var identification = Identification.of(known, headers.orElse(Map.of()));
    ledger.record(identification.renamed());
    ledger.record(Attendance.of(identification.messages(), known, policy));
    ledger.record(List.copyOf(Retention.due(ledger.seen(), now)));
    return Plan.of(identification.messages(), ledger.seen(), policy, questions);
  }

  private static HeaderDigest digest(Turn.Content content) throws Failed {
    var scan = new HeaderScan(OutputStream.nullOutputStream());
    try {
      content.drainTo(scan);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return scan.digest();
  }

  private Policy policy(boolean canTop) {
    // A rehearsal has but one session to tell everything.
    Limits limits = options.dryRun() ? account.limits().withoutCommitEvery() : account.limits();
    return new Policy(account.keep(), limits, options.refetch(), canTop, now, only);
  }

  private void tellSkips(Plan plan) {
    int forNextRun = 0;
    boolean clock = false;
    for (Plan.Skip skip : plan.skip()) {
      switch (skip.why()) {
        case SEEN, CAUGHT_UP, NOT_YET, NEXT_SESSION, OTHER_SESSION -> {}
        case TOO_LARGE -> chronicle.leftAlone(skip.what(), "larger than max-size");
        case UNPROVEN ->
            chronicle.leftAlone(
                skip.what(),
                "not deleted: the server does not show whether it is what was delivered");
        case CLOCK -> clock = true;
        case NEXT_RUN -> forNextRun++;
      }
    }
    if (clock) {
      chronicle.notice(
          "this machine's clock says "
              + now
              + ", which cannot be right: nothing is deleted by age");
    }
    if (forNextRun > 0) {
      chronicle.notice(
          forNextRun == 1
              ? "1 more waits for the next run"
              : Amount.count(forNextRun) + " more wait for the next run");
    }
  }

  private boolean transfer(Maildrop maildrop, Plan plan, Sink sink, Consignee consignee)
      throws Failed {
    try (Budget.Share share = budget.share()) {
      var reception = reception(plan, sink, consignee, share);
      var courier = new Courier(sink, account.destination(), consignee, ledger, workplace.stop());
      return transfer(maildrop, plan, reception, courier);
    }
  }

  /// @return whether another session could go on
  private boolean transfer(Maildrop maildrop, Plan plan, Reception reception, Courier courier)
      throws Failed {
    var deletions = new Deletions(chronicle);
    plan.delete().forEach(one -> deletions.add(one, one.id().orElseThrow()));
    var transfer =
        new Transfer(
            transaction,
            new Pipeline(transaction, maildrop),
            reception,
            courier,
            deletions,
            plan,
            account.keep(),
            workplace.stop(),
            chronicle);
    try {
      run(transfer, courier, reception);
    } catch (Failed failed) {
      // Neither failure is to hide the other.
      if (failed.failure().kind() != Failure.Kind.STOPPED) {
        tellBroken(transfer);
      }
      note(refusals(transfer));
      throw failed;
    }
    tellBroken(transfer);
    tellStopped(transfer, plan);
    note(refusals(transfer));
    return leave(deletions, transfer, plan);
  }

  private void run(Transfer transfer, Courier courier, Reception reception) throws Failed {
    try (courier;
        reception) {
      transfer.run();
    } finally {
      transfer.takeReceipts();
    }
  }

  private Reception reception(Plan plan, Sink sink, Consignee consignee, Budget.Share share) {
    Optional<ReceivedField> field =
        account.receivedHeader() ? Optional.of(ReceivedField.of(account)) : Optional.empty();
    return new Reception(
        sink, consignee, field, share, workplace.clock(), plan.doubts(), chronicle);
  }

  private List<Entry> refusals(Transfer transfer) {
    return Stream.concat(transfer.refused().stream(), transfer.suspect().stream())
        .flatMap(one -> one.id().stream())
        .map(id -> (Entry) new Entry.Refused(id, now))
        .toList();
  }

  /// Records what the run does not depend on.
  private void note(List<Entry> entries) {
    try {
      if (!entries.isEmpty()) {
        ledger.record(entries);
      }
    } catch (Failed failed) {
      tellBroken(failed.failure());
    }
  }

  /// Ends the session: `QUIT` commits the deletions (RFC 1939 §6). Not where it would hide messages
  /// that are not safe here.
  ///
  /// @return whether another session could go on
  private boolean leave(Deletions deletions, Transfer transfer, Plan plan) throws Failed {
    if (!transfer.isDurable() && transaction.capabilities().hidesRetrieved()) {
      transaction.close();
      return false;
    }
    if (!deletions.marked().isEmpty()) {
      commit(deletions.marked());
    } else if (plan.rest().isEmpty()) {
      transaction.leave();
    } else {
      // The next session's login has to find the maildrop free.
      transaction.quit();
    }
    return !toldBroken && !workplace.stop().isRequested();
  }

  private void commit(List<Identity> marked) throws Failed {
    chronicle.phase("waiting for the server to delete " + Amount.count(marked.size(), "message"));
    Reply reply;
    try {
      reply = transaction.quit();
    } catch (Failed failed) {
      throw uncommitted(marked.size(), failed.failure().cause());
    }
    if (!(reply instanceof Reply.Ok)) {
      throw uncommitted(marked.size(), "the server answered \"" + reply + "\"");
    }
    Instant deleted = workplace.clock().instant();
    List<Entry> entries = new ArrayList<>();
    marked.forEach(id -> entries.add(new Entry.Deleted(id, deleted)));
    chronicle.deleted(marked.size());
    note(entries);
  }

  private static Failed uncommitted(int messages, String cause) {
    return new Failed(
        Failure.Kind.SERVER_REFUSED,
        "having " + Amount.count(messages, "message") + " deleted on the server (QUIT)",
        cause,
        "all are safe here; what is left of them there is deleted by the next run");
  }

  /// Tells, once for all messages, what on this side kept them from arriving.
  private void tellBroken(Transfer transfer) {
    transfer
        .broken()
        .map(why ->
            new Failure(
                why.kind(), why.doing(), why.cause() + waiting(transfer.unbegun()), why.next()))
        .ifPresent(this::tellBroken);
  }

  /// One trouble on this side is enough: whatever follows is most likely the same.
  private void tellBroken(Failure failure) {
    if (!toldBroken) {
      toldBroken = true;
      chronicle.failed(failure);
    }
  }

  private void tellStopped(Transfer transfer, Plan plan) {
    int unbegun = transfer.unbegun() + (workplace.stop().isRequested() ? plan.rest().size() : 0);
    if (transfer.broken().isEmpty() && unbegun > 0) {
      chronicle.failed(
          new Failure(
              Failure.Kind.STOPPED,
              "fetching",
              "told to stop" + waiting(unbegun),
              "the next run goes on"));
    }
  }

  private static String waiting(int messages) {
    return switch (messages) {
      case 0 -> "";
      case 1 -> " (1 message waits)";
      default -> " (" + Amount.count(messages, "message") + " wait)";
    };
  }
}
