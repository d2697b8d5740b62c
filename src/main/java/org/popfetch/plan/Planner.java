package org.popfetch.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Keep;
import org.popfetch.plan.Plan.Reason;
import org.popfetch.plan.Plan.Skip;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// Makes one [Plan]. Usable once.
final class Planner {
  private final Seen seen;
  private final Policy policy;
  private final Questions questions;
  private final boolean clockIsPlausible;
  private final List<Identified> messages;
  private @Nullable Set<Identity> taken;
  private final List<Identified> fetch = new ArrayList<>();
  private final List<Identified> failedBefore = new ArrayList<>();
  private final Map<Integer, Doubt> doubts = new HashMap<>();
  private final Map<Identity, Memories> memories = new HashMap<>();
  private final Set<String> fetchedTexts = new HashSet<>();
  private final List<Identified> delete = new ArrayList<>();
  private final List<Skip> skip = new ArrayList<>();
  private int count;
  private long octets;
  private int deletions;
  private int retries;

  /// Whether something new has to wait for another session.
  private boolean overfull;

  Planner(List<Identified> messages, Seen seen, Policy policy, Questions questions) {
    this.messages = messages;
    this.seen = seen;
    this.policy = policy;
    this.questions = questions;
    this.clockIsPlausible = policy.clockIsPlausible(seen);
  }

  Plan plan() {
    messages.forEach(this::decide);
    failedBefore.forEach(this::retry);
    skip.sort((a, b) -> a.what().compareNumbers(b.what()));
    return new Plan(fetch, retries, doubts, delete, skip);
  }

  private void decide(Identified one) {
    if (!policy.concerns(one)) {
      leave(one, Reason.OTHER_SESSION);
    } else if (one.seen().isPresent() && !policy.refetch()) {
      known(one, one.seen().get());
    } else {
      wanted(one);
    }
  }

  private void known(Identified one, SeenMessage memory) {
    if (memory.how() == SeenMessage.How.CAUGHT_UP) {
      leave(one, Reason.CAUGHT_UP);
    } else if (!policy.isDue(memory, clockIsPlausible)) {
      leave(one, whyNotDue());
    } else if (questions.putOff().contains(one.message().number())) {
      leave(one, Reason.NEXT_SESSION);
    } else if (policy.canTop() && !one.proven()) {
      leave(one, Reason.UNPROVEN);
    } else {
      due(one, memory);
    }
  }

  private Reason whyNotDue() {
    return switch (policy.keep()) {
      case Keep.Forever() -> Reason.SEEN;
      case Keep.For _ -> clockIsPlausible ? Reason.NOT_YET : Reason.CLOCK;
      case Keep.UntilDelivered() -> throw new IllegalStateException("always due");
    };
  }

  private void due(Identified one, SeenMessage memory) {
    if (isFull()) {
      leave(one, Reason.NEXT_SESSION);
    } else if (one.proven()) {
      deletions++;
      delete.add(one);
    } else {
      doubts.put(one.message().number(), doubt(memory));
      if (hasFailed(one)) {
        failedBefore.add(one);
      } else {
        deletions++;
        fetch.add(one);
      }
    }
  }

  private Doubt doubt(SeenMessage memory) {
    Identity id = memory.id();
    Memories under =
        memories.computeIfAbsent(
            new Identity(id.kind(), id.text(), 0),
            _ ->
                new Memories(
                    seen.under(id.kind(), id.text()), one -> policy.isDue(one, clockIsPlausible)));
    Identity otherwise;
    do {
      otherwise = new Identity(id.kind(), id.text(), under.freeCopy());
    } while (!taken().add(otherwise));
    return new Doubt(under, otherwise);
  }

  /// The identities that are given to a message of this maildrop; seldom asked for.
  private Set<Identity> taken() {
    Set<Identity> known = taken;
    if (known == null) {
      known = new HashSet<>();
      for (Identified one : messages) {
        one.id().ifPresent(known::add);
      }
      taken = known;
    }
    return known;
  }

  private void wanted(Identified one) {
    if (one.message().octets() > policy.limits().maxSize().orElse(Long.MAX_VALUE)) {
      leave(one, Reason.TOO_LARGE);
    } else if (hasFailed(one)) {
      failedBefore.add(one);
    } else if (isTwinOfFetched(one)) {
      fresh(one);
    } else if (!isWithinLimits(one)) {
      leave(one, Reason.NEXT_RUN);
    } else if (deletesWhatItFetches() && isFull()) {
      putOff(one);
    } else {
      fresh(one);
    }
  }

  /// Messages that share a uid are fetched together, whatever the limits, where the first of them
  /// is deleted then: the other one, if its header is the same, would be taken for what is left of
  /// the first, and deleted unread.
  private boolean isTwinOfFetched(Identified one) {
    return deletesWhatItFetches()
        && one.id().filter(id -> fetchedTexts.contains(id.text())).isPresent();
  }

  private void fresh(Identified one) {
    count(one);
    fetch.add(one);
    if (deletesWhatItFetches()) {
      deletions++;
      one.id().ifPresent(id -> fetchedTexts.add(id.text()));
    }
  }

  /// What a session has no room for is left to the next one, if it can be found again there.
  private void putOff(Identified one) {
    overfull = true;
    if (one.id().isPresent()) {
      count(one);
      leave(one, Reason.NEXT_SESSION);
    } else {
      leave(one, Reason.NEXT_RUN);
    }
  }

  private void count(Identified one) {
    count++;
    octets += Math.max(0, one.message().octets());
  }

  /// Comes after all that is new, be it in another session.
  private void retry(Identified one) {
    int number = one.message().number();
    boolean deletes = deletesWhatItFetches() || doubts.containsKey(number);
    if (deletes && (overfull || isFull()) && !isTwinOfFetched(one)) {
      doubts.remove(number);
      leave(one, Reason.NEXT_SESSION);
    } else {
      deletions += deletes ? 1 : 0;
      retries++;
      fetch.add(one);
      one.id().ifPresent(id -> fetchedTexts.add(id.text()));
    }
  }

  private boolean hasFailed(Identified one) {
    return one.id().flatMap(seen::refused).isPresent();
  }

  private boolean deletesWhatItFetches() {
    return policy.keep() instanceof Keep.UntilDelivered;
  }

  private boolean isFull() {
    return deletions >= policy.limits().commitEvery().orElse(Integer.MAX_VALUE);
  }

  /// The first message is always within `max-bytes`, or a large one would never be fetched. What an
  /// earlier session left to this one was counted there.
  private boolean isWithinLimits(Identified one) {
    long maxBytes = policy.limits().maxBytes().orElse(Long.MAX_VALUE);
    return policy.only().isPresent()
        || (count < policy.limits().maxMessages().orElse(Integer.MAX_VALUE)
            && (count == 0 || Math.max(0, one.message().octets()) <= maxBytes - octets));
  }

  private void leave(Identified one, Reason why) {
    skip.add(new Skip(one, why));
  }
}
