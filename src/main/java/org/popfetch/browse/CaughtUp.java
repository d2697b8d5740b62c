package org.popfetch.browse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Limits;
import org.popfetch.plan.Identified;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Ledger;
import org.popfetch.session.Transaction;

/// What `catchup` did.
///
/// @param marked messages that are treated as seen from now on, and will never be deleted
/// @param already messages that were seen before
/// @param nameless messages that cannot be marked: the server gives neither a uid nor, by `TOP`, a
///   header to know them by again
public record CaughtUp(int marked, int already, int nameless) {

  /// Marks all that is in the maildrop now, and was not seen before, as seen. Downloads no message.
  ///
  /// @param ledger with nothing unsettled
  public static CaughtUp with(Transaction transaction, Ledger ledger, Instant now) throws Failed {
    Survey survey = Survey.of(transaction, ledger.seen(), Limits.NONE, now, false);
    List<Entry> entries = new ArrayList<>(survey.identification().renamed());
    int marked = 0;
    int already = 0;
    int nameless = 0;
    for (Identified one : survey.identification().messages()) {
      if (one.seen().isPresent()) {
        already++;
      } else if (one.id().isPresent()) {
        marked++;
        Optional<Head> head = Optional.ofNullable(survey.heads().get(one.message().number()));
        entries.add(
            new Entry.CaughtUp(
                one.id().get(), one.message().octets(), head.map(Head::digest), now));
      } else {
        nameless++;
      }
    }
    ledger.record(entries);
    return new CaughtUp(marked, already, nameless);
  }
}
