package org.popfetch.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;

/// What to do with each message of a maildrop that is not settled: each is in exactly one of the
/// lists `fetch`, `delete` and `skip`.
///
/// @param fetch to be retrieved, in this order: those that failed before come last
/// @param retries how many of those failed before: one of them may break the session again
/// @param doubts which of those, by message number, were delivered before as far as anybody can
///   tell without their header: whichever proves to be the same is to be deleted, and not delivered
///   again
/// @param delete to be deleted without being retrieved
/// @param skip to be left alone
public record Plan(
    List<Identified> fetch,
    int retries,
    Map<Integer, Doubt> doubts,
    List<Identified> delete,
    List<Skip> skip) {
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
    NEXT_RUN,
    /// The session has as many to delete as it may: it is left to another session of the same run.
    NEXT_SESSION,
    /// It is no message that an earlier session of the run left to this one.
    OTHER_SESSION
  }

  public Plan {
    fetch = List.copyOf(fetch);
    doubts = Map.copyOf(doubts);
    delete = List.copyOf(delete);
    skip = List.copyOf(skip);
  }

  /// Decides about every message.
  ///
  /// @param questions what was asked before the messages were identified
  public static Plan of(List<Identified> messages, Seen seen, Policy policy, Questions questions) {
    return new Planner(messages, seen, policy, questions).plan();
  }

  /// The messages to be retrieved because they are new, or so it seems.
  public List<Identified> fresh() {
    return fetch.stream().filter(one -> !doubts.containsKey(one.message().number())).toList();
  }

  /// The messages to be retrieved in this session and, because they are new, in those after it.
  public List<Identified> toFetch() {
    Stream<Identified> later =
        skip.stream()
            .filter(one -> one.why() == Reason.NEXT_SESSION && one.what().seen().isEmpty())
            .map(Skip::what);
    return Stream.concat(fetch.stream(), later).toList();
  }

  /// The messages that another session of the run is to deal with.
  public Set<Identity> rest() {
    return skip.stream()
        .filter(one -> one.why() == Reason.NEXT_SESSION)
        .flatMap(one -> one.what().id().stream())
        .collect(Collectors.toSet());
  }

  /// The sizes of what is to be fetched, in octets, as far as they are known.
  public long octets() {
    return fetch.stream().mapToLong(one -> Math.max(0, one.message().octets())).sum();
  }
}
