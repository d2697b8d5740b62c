package org.popfetch.browse;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.plan.Identification;
import org.popfetch.plan.Known;
import org.popfetch.plan.Plan;
import org.popfetch.plan.Policy;
import org.popfetch.plan.Questions;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;
import org.popfetch.seen.Seen;
import org.popfetch.session.Transaction;

/// A maildrop, and which of its messages is which, found out without touching any of them.
///
/// @param heads the headers that were read on the way, by message number
public record Survey(
    Maildrop maildrop,
    Policy policy,
    Questions questions,
    Map<Integer, Head> heads,
    Identification identification) {

  /// Lists the maildrop and identifies its messages. Nothing will be deleted, so that nothing has
  /// to be proven for it.
  ///
  /// @param allHeads whether to read every header, or only those that are needed to tell which
  ///   message is which
  static Survey of(Transaction transaction, Seen seen, Limits limits, Instant now, boolean allHeads)
      throws Failed {
    return of(transaction, seen, policy(transaction, new Keep.Forever(), limits, now), allHeads);
  }

  /// Likewise, as a sync would by this policy.
  public static Survey of(Transaction transaction, Seen seen, Keep keep, Limits limits, Instant now)
      throws Failed {
    return of(transaction, seen, policy(transaction, keep, limits, now), false);
  }

  private static Survey of(Transaction transaction, Seen seen, Policy policy, boolean allHeads)
      throws Failed {
    Maildrop maildrop = transaction.maildrop();
    var known = new Known(maildrop, seen);
    var questions = Questions.about(known, policy);
    var numbers =
        allHeads
            ? maildrop.messages().stream().map(Maildrop.Message::number).toList()
            : questions.numbers();
    Map<Integer, Head> heads = Heads.read(transaction, maildrop, numbers);
    var identification = Identification.of(known, Heads.digests(heads, questions.numbers()));
    return new Survey(maildrop, policy, questions, heads, identification);
  }

  private static Policy policy(Transaction transaction, Keep keep, Limits limits, Instant now) {
    return new Policy(keep, limits, false, transaction.hasTop(), now, Optional.empty());
  }

  /// What is to be done with each message.
  public Plan plan(Seen seen) {
    return Plan.of(identification.messages(), seen, policy, questions);
  }
}
