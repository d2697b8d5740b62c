package org.popfetch.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.popfetch.account.Keep;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// What to do with each message of a maildrop: each is in exactly one of the three lists.
///
/// @param fetch to be retrieved, in this order: those that failed before come last
/// @param retries how many of those failed before: one of them may break the session again
/// @param delete to be deleted without being retrieved
/// @param skip to be left alone
public record Plan(List<Identified> fetch, int retries, List<Identified> delete, List<Skip> skip) {
  /// A message that is left alone.
  public record Skip(Identified what, Reason why) {}

  /// Why a message is left alone.
  public enum Reason {
    /// It was delivered, and stays on the server.
    SEEN,
    /// The user said to treat it as seen.
    CAUGHT_UP,
    /// It was delivered, and its time to be deleted has not come.
    NOT_YET,
    /// It is to be deleted by age, and this machine's clock cannot be right.
    CLOCK,
    /// It is to be deleted, and the server did not show that it is the message that was delivered.
    UNPROVEN,
    /// It is larger than `max-size`.
    TOO_LARGE,
    /// The run has fetched as much as it may.
    NEXT_RUN
  }

  public Plan {
    fetch = List.copyOf(fetch);
    delete = List.copyOf(delete);
    skip = List.copyOf(skip);
  }

  /// Decides about every message.
  public static Plan of(List<Identified> messages, Seen seen, Policy policy) {
    return new Planner(seen, policy).plan(messages);
  }

  /// The sizes of what is to be fetched, in octets, as far as they are known.
  public long octets() {
    return fetch.stream().mapToLong(one -> Math.max(0, one.message().octets())).sum();
  }

  private static final class Planner {
    private final Seen seen;
    private final Policy policy;
    private final boolean clockIsPlausible;
    private final List<Identified> fresh = new ArrayList<>();
    private final List<Identified> failedBefore = new ArrayList<>();
    private final List<Identified> delete = new ArrayList<>();
    private final List<Skip> skip = new ArrayList<>();
    private int count;
    private long octets;

    Planner(Seen seen, Policy policy) {
      this.seen = seen;
      this.policy = policy;
      this.clockIsPlausible = policy.clockIsPlausible(seen);
    }

    Plan plan(List<Identified> messages) {
      for (Identified one : messages) {
        if (one.seen().isPresent() && !policy.refetch()) {
          known(one, one.seen().get());
        } else {
          wanted(one);
        }
      }
      fresh.addAll(failedBefore);
      skip.sort(Comparator.comparingInt(one -> one.what().message().number()));
      return new Plan(fresh, failedBefore.size(), delete, skip);
    }

    private void known(Identified one, SeenMessage seen) {
      if (seen.how() == SeenMessage.How.CAUGHT_UP) {
        leave(one, Reason.CAUGHT_UP);
      } else if (!policy.isDue(seen, clockIsPlausible)) {
        leave(one, whyNotDue());
      } else if (policy.canTop() && !one.proven()) {
        leave(one, Reason.UNPROVEN);
      } else {
        delete.add(one);
      }
    }

    private Reason whyNotDue() {
      return switch (policy.keep()) {
        case Keep.Forever() -> Reason.SEEN;
        case Keep.For _ -> clockIsPlausible ? Reason.NOT_YET : Reason.CLOCK;
        case Keep.UntilDelivered() -> throw new IllegalStateException("always due");
      };
    }

    private void wanted(Identified one) {
      if (one.message().octets() > policy.limits().maxSize().orElse(Long.MAX_VALUE)) {
        leave(one, Reason.TOO_LARGE);
      } else if (one.id().flatMap(seen::refused).isPresent()) {
        failedBefore.add(one);
      } else if (isWithinLimits(one)) {
        count++;
        octets += Math.max(0, one.message().octets());
        fresh.add(one);
      } else {
        leave(one, Reason.NEXT_RUN);
      }
    }

    /// The first message is always within `max-bytes`, or a large one would never be fetched.
    private boolean isWithinLimits(Identified one) {
      long maxBytes = policy.limits().maxBytes().orElse(Long.MAX_VALUE);
      return count < policy.limits().maxMessages().orElse(Integer.MAX_VALUE)
          && (count == 0 || Math.max(0, one.message().octets()) <= maxBytes - octets);
    }

    private void leave(Identified one, Reason why) {
      skip.add(new Skip(one, why));
    }
  }
}
