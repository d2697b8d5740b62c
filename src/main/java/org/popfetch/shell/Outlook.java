package org.popfetch.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import org.popfetch.account.Account;
import org.popfetch.account.Limits;
import org.popfetch.browse.Survey;
import org.popfetch.plan.Identified;
import org.popfetch.plan.Plan;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.seen.Seen;
import org.popfetch.session.Transaction;

/// What `popfetch sync` would do with this maildrop now, by the same rules, as lines for a person.
/// Writes nothing.
final class Outlook {
  private Outlook() {}

  static List<String> of(Transaction transaction, Account account, Seen seen, Instant now)
      throws Failed {
    // One session tells everything, as with --dry-run.
    Limits limits = account.limits().withoutCommitEvery();
    return lines(Survey.of(transaction, seen, account.keep(), limits, now).plan(seen));
  }

  private static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (Identified one : plan.fetch()) {
      boolean known = plan.doubts().containsKey(one.message().number());
      lines.add(line(known ? "delete" : "fetch", one.message()));
    }
    plan.delete().forEach(one -> lines.add(line("delete", one.message())));
    if (!plan.skip().isEmpty()) {
      lines.add("leaves " + Amount.count(plan.skip().size()) + ": " + reasons(plan.skip()));
    }
    return lines.isEmpty() ? List.of("there is nothing to do: the maildrop is empty") : lines;
  }

  private static String line(String deed, Message message) {
    return "would "
        + deed
        + ' '
        + message.number()
        + "  "
        + (message.octets() < 0 ? "?" : Amount.octets(message.octets()))
        + message.uid().map(uid -> "  " + uid).orElse("");
  }

  private static String reasons(List<Plan.Skip> skips) {
    var counts = new EnumMap<Plan.Reason, Integer>(Plan.Reason.class);
    skips.forEach(skip -> counts.merge(skip.why(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> Amount.count(entry.getValue()) + ' ' + inWords(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String inWords(Plan.Reason reason) {
    return switch (reason) {
      case SEEN -> "seen";
      case CAUGHT_UP -> "caught up";
      case NOT_YET -> "seen, to be deleted later";
      case CLOCK -> "to be deleted once this machine's clock is right";
      case UNPROVEN -> "not proven to be what was delivered";
      case TOO_LARGE -> "over max-size";
      case NEXT_RUN -> "left to the next run";
      case NEXT_SESSION, OTHER_SESSION -> "left to another session";
    };
  }
}
