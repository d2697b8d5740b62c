package org.popfetch.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.account.Keep;
import org.popfetch.deliver.Consignee;
import org.popfetch.deliver.Sink;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.HeaderScan;
import org.popfetch.plan.Attendance;
import org.popfetch.plan.Identification;
import org.popfetch.plan.Identified;
import org.popfetch.plan.Plan;
import org.popfetch.plan.Policy;
import org.popfetch.plan.Questions;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
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
  private final Instant now;

  Visit(
      Account account,
      Options options,
      Workplace workplace,
      Budget budget,
      Transaction transaction,
      Ledger ledger,
      Chronicle chronicle) {
    this.account = account;
    this.options = options;
    this.workplace = workplace;
    this.budget = budget;
    this.transaction = transaction;
    this.ledger = ledger;
    this.chronicle = chronicle;
    this.now = workplace.clock().instant();
  }

  void perform(Sink sink, Consignee consignee) throws Failed {
    chronicle.phase("listing");
    Maildrop maildrop = list();
    Plan plan = plan(maildrop);
    chronicle.planned(maildrop.messages().size(), plan.fetch().size(), plan.octets());
    if (options.dryRun()) {
      plan.fetch().forEach(one -> chronicle.would(false, one));
      plan.delete().forEach(one -> chronicle.would(true, one));
      transaction.leave();
      return;
    }
    tellSkips(plan);
    transfer(maildrop, plan, sink, consignee);
  }

  private Maildrop list() throws Failed {
    Maildrop maildrop = transaction.maildrop();
    boolean hadUidl = ledger.seen().learnt(Facts.UIDL).isPresent();
    if (!maildrop.hasUidl() && hadUidl) {
      throw new Failed(
          Failure.Kind.SERVER_REFUSED,
          "listing the messages",
          "the server refuses UIDL, which it answered before",
          "without it nobody can tell which messages are new; tried again next time");
    }
    if (maildrop.hasUidl() && !hadUidl && !maildrop.messages().isEmpty() && !options.dryRun()) {
      ledger.record(List.of(new Entry.Learnt(Facts.UIDL, "yes")));
    }
    return maildrop;
  }

  private Plan plan(Maildrop maildrop) throws Failed {
    var questions = Questions.about(maildrop, ledger.seen(), policy(transaction.hasTop()));
    Optional<Map<Integer, HeaderDigest>> headers =
        Headers.ask(transaction, maildrop, questions, Visit::digest);
    Policy policy = policy(headers.isPresent());
    demandIdentity(maildrop, policy);
    var identification = Identification.of(maildrop, ledger.seen(), headers.orElse(Map.of()));
    if (!options.dryRun()) {
      ledger.record(identification.renamed());
      ledger.record(Attendance.of(identification.messages(), ledger.seen(), policy));
      ledger.record(List.copyOf(Retention.due(ledger.seen(), now)));
    }
    return Plan.of(identification.messages(), ledger.seen(), policy);
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
    return new Policy(account.keep(), account.limits(), options.refetch(), canTop, now);
  }

  /// Without `UIDL` and without `TOP` nothing tells one session's messages from another's.
  private void demandIdentity(Maildrop maildrop, Policy policy) throws Failed {
    if (!maildrop.hasUidl()
        && !policy.canTop()
        && !maildrop.messages().isEmpty()
        && !(account.keep() instanceof Keep.UntilDelivered)) {
      throw new Failed(
          Failure.Kind.CONFIG,
          "listing the messages",
          "the server knows neither UIDL nor TOP, so nobody can tell which messages are new",
          "with this server only keep = false is possible: each message is deleted once it is"
              + " delivered");
    }
  }

  private void tellSkips(Plan plan) {
    int forNextRun = 0;
    boolean clock = false;
    for (Plan.Skip skip : plan.skip()) {
      switch (skip.why()) {
        case SEEN, CAUGHT_UP, NOT_YET -> {}
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
      chronicle.notice(forNextRun + " more wait for the next run");
    }
  }

  private void transfer(Maildrop maildrop, Plan plan, Sink sink, Consignee consignee)
      throws Failed {
    var deletions = new Deletions(chronicle);
    plan.delete().forEach(one -> deletions.add(one, one.id().orElseThrow()));
    var reception = reception(sink, consignee);
    var courier = new Courier(sink, account.destination(), consignee, ledger);
    var transfer =
        new Transfer(
            transaction,
            new Pipeline(transaction, maildrop),
            reception,
            courier,
            deletions,
            plan.fetch(),
            account.keep(),
            workplace.stop(),
            chronicle);
    try (courier;
        reception) {
      transfer.run();
    } finally {
      transfer.takeReceipts();
    }
    ledger.record(refusals(transfer.refused()));
    leave(deletions.marked(), transfer.isDurable());
    tellWhyEnded(transfer);
  }

  private Reception reception(Sink sink, Consignee consignee) {
    Optional<ReceivedField> field =
        account.receivedHeader() ? Optional.of(ReceivedField.of(account)) : Optional.empty();
    return new Reception(sink, consignee, field, budget, workplace.clock(), chronicle);
  }

  private List<Entry> refusals(List<Identified> refused) {
    List<Entry> entries = new ArrayList<>();
    refused.forEach(one -> one.id().ifPresent(id -> entries.add(new Entry.Refused(id, now))));
    return entries;
  }

  /// Ends the session: `QUIT` commits the deletions (RFC 1939 §6). Not where it would hide messages
  /// that are not safe here.
  private void leave(List<Identity> marked, boolean allDurable) throws Failed {
    if (!allDurable && transaction.capabilities().hidesRetrieved()) {
      transaction.close();
    } else if (marked.isEmpty()) {
      transaction.leave();
    } else {
      commit(marked);
    }
  }

  private void commit(List<Identity> marked) throws Failed {
    chronicle.phase("waiting for the server to delete " + marked.size() + " messages");
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
    ledger.record(entries);
    chronicle.deleted(marked.size());
  }

  private static Failed uncommitted(int messages, String cause) {
    return new Failed(
        Failure.Kind.SERVER_REFUSED,
        "having " + messages + " messages deleted on the server (QUIT)",
        cause,
        "they are safe here; what is left of them is deleted by the next run");
  }

  private void tellWhyEnded(Transfer transfer) throws Failed {
    String waiting = transfer.unbegun() == 0 ? "" : " (" + transfer.unbegun() + " messages wait)";
    if (transfer.broken().isPresent()) {
      Failure why = transfer.broken().get();
      throw new Failed(why.kind(), why.doing(), why.cause() + waiting, why.next());
    }
    if (transfer.unbegun() > 0) {
      throw new Failed(
          Failure.Kind.STOPPED, "fetching", "told to stop" + waiting, "run again to fetch them");
    }
  }
}
