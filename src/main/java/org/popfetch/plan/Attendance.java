package org.popfetch.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// What a complete listing says about the messages that are remembered: who has left the server,
/// and who is back.
public final class Attendance {
  private Attendance() {}

  /// The entries to record after a complete listing.
  ///
  /// An empty listing says nothing: servers show an empty maildrop by mistake. Neither does one at
  /// a time that cannot be right: what is dated by it might be forgotten too soon.
  ///
  /// @param listed every message of the maildrop that is not settled
  public static List<Entry> of(List<Identified> listed, Known known, Policy policy) {
    Seen seen = known.seen();
    if ((listed.isEmpty() && known.settled() == 0) || !policy.clockIsPlausible(seen)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    int stayed = known.settled();
    boolean returned = false;
    for (Identified one : listed) {
      if (one.seen().isPresent()) {
        SeenMessage memory = one.seen().get();
        stayed += memory.isGone() ? 0 : 1;
        returned |= memory.isGone();
        dated(memory, policy).ifPresent(entries::add);
      }
    }
    // Most often nobody left and nobody is back, which takes no looking up.
    if (returned || stayed < seen.all().size() - seen.gone().size()) {
      addChanges(present(listed), known, policy, entries);
    }
    return entries;
  }

  private static void addChanges(
      Identity[] present, Known known, Policy policy, List<Entry> entries) {
    for (SeenMessage one : known.seen().all()) {
      boolean isPresent =
          known.isSettled(one) || Arrays.binarySearch(present, one.id(), Attendance::compare) >= 0;
      if (!isPresent && !one.isGone()) {
        entries.add(new Entry.Gone(one.id(), policy.now()));
      } else if (isPresent && one.isGone()) {
        entries.add(new Entry.Returned(one.id()));
      }
    }
  }

  /// In an order in which they can be looked up; a set of them would take ten times the memory.
  private static Identity[] present(List<Identified> listed) {
    return listed.stream()
        .flatMap(one -> one.id().stream())
        .sorted(Attendance::compare)
        .toArray(Identity[]::new);
  }

  private static int compare(Identity a, Identity b) {
    int byText = a.text().compareTo(b.text());
    int byCopy = byText == 0 ? Integer.compare(a.copy(), b.copy()) : byText;
    return byCopy == 0 ? a.kind().compareTo(b.kind()) : byCopy;
  }

  /// What was delivered while the clock was not set counts as delivered now: `keep = "14d"` may not
  /// delete it sooner, and has to at some time.
  private static Optional<Entry> dated(SeenMessage one, Policy policy) {
    return Policy.isUndated(one)
        ? one.digest().map(d -> new Entry.Delivered(one.id(), one.octets(), d, policy.now()))
        : Optional.empty();
  }
}
