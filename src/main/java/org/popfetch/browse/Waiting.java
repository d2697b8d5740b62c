package org.popfetch.browse;

import java.time.Instant;
import org.popfetch.account.AccountName;
import org.popfetch.account.Limits;
import org.popfetch.plan.Identified;
import org.popfetch.plan.Plan;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.report.Json;
import org.popfetch.seen.Seen;
import org.popfetch.session.Transaction;

/// What `check` finds: how many messages a sync would fetch, now or in runs to come.
///
/// @param onServer messages in the maildrop
/// @param messages those that wait
/// @param octets their size, as far as it is known
/// @param tooLarge messages that are new and stay where they are, because of `max-size`
public record Waiting(int onServer, int messages, long octets, int tooLarge) {

  /// Counts what waits in a maildrop. Downloads no message; headers where they are needed to tell
  /// who is who.
  ///
  /// @param limits only `maxSize` counts: what `max-messages` puts off waits all the same
  public static Waiting in(Transaction transaction, Seen seen, Limits limits, Instant now)
      throws Failed {
    Survey survey = Survey.of(transaction, seen, limits, now, false);
    Plan plan = survey.plan(seen);
    long octets = plan.octets();
    int messages = plan.fetch().size();
    int tooLarge = 0;
    for (Plan.Skip skip : plan.skip()) {
      if (skip.why() == Plan.Reason.NEXT_RUN) {
        messages++;
        octets += size(skip.what());
      } else if (skip.why() == Plan.Reason.TOO_LARGE) {
        tooLarge++;
      }
    }
    return new Waiting(survey.maildrop().messages().size(), messages, octets, tooLarge);
  }

  private static long size(Identified one) {
    return Math.max(0, one.message().octets());
  }

  /// `work: 12 new messages (1.2 MB), 3 112 on the server`.
  public String line(AccountName account) {
    String size = messages == 0 ? "" : " (" + Amount.octets(octets) + ")";
    String large = tooLarge == 0 ? "" : ", " + Amount.count(tooLarge) + " over max-size";
    String onServerToo = ", " + Amount.count(onServer) + " on the server";
    return account + ": " + Amount.count(messages, "new message") + size + large + onServerToo;
  }

  /// The same for programs, with the account and every component as a member; its `event` is
  /// `waiting`.
  public Json json(AccountName account) {
    return Json.line()
        .put("event", "waiting")
        .put("account", account.value())
        .put("onServer", onServer)
        .put("messages", messages)
        .put("octets", octets)
        .put("tooLarge", tooLarge);
  }
}
