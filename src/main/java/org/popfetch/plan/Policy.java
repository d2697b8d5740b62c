package org.popfetch.plan;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// What decides about an account's messages, beside the maildrop and what was seen.
///
/// @param keep how long delivered messages stay on the server
/// @param limits what one run may fetch
/// @param refetch whether messages that were seen are fetched once more
/// @param canTop whether the server can show a header by `TOP` (RFC 1939 §7)
/// @param now the time by this machine's clock
/// @param only the messages that an earlier session of the run left to this one; nothing in a run's
///   first session, which deals with all
public record Policy(
    Keep keep,
    Limits limits,
    boolean refetch,
    boolean canTop,
    Instant now,
    Optional<Set<Identity>> only) {
  /// popfetch did not exist before: a clock that says so has not been set.
  private static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");

  /// Whether the session deals with this message.
  boolean concerns(Identified one) {
    return only.isEmpty() || one.id().filter(this::concerns).isPresent();
  }

  boolean concerns(Identity id) {
    return only.isEmpty() || only.get().contains(id);
  }

  /// Whether `now` can be believed: not before 2020, and not before the newest thing that was
  /// recorded.
  public boolean clockIsPlausible(Seen seen) {
    return isPlausible(now) && !now.isBefore(seen.newest().orElse(EPOCH));
  }

  /// Whether a clock that said so had been set.
  public static boolean isPlausible(Instant time) {
    return !time.isBefore(EPOCH);
  }

  /// Whether a message was delivered while the clock was not set, and is there still, as far as
  /// popfetch knows.
  static boolean isUndated(SeenMessage one) {
    return one.how() == SeenMessage.How.DELIVERED && !one.isDeleted() && !isPlausible(one.at());
  }

  /// Which messages that are listed, and are what was seen, need nothing done: not gone before, not
  /// to be deleted, and with a time to go by.
  public Predicate<SeenMessage> settling(Seen seen) {
    boolean clockIsPlausible = clockIsPlausible(seen);
    // Whoever deletes by age is told of a clock that cannot be right.
    boolean decides = clockIsPlausible || !(keep instanceof Keep.For);
    return one ->
        decides && !refetch && !one.isGone() && !isUndated(one) && !isDue(one, clockIsPlausible);
  }

  /// Whether the time has come to delete a message that is remembered.
  boolean isDue(SeenMessage one, boolean clockIsPlausible) {
    return one.how() == SeenMessage.How.DELIVERED
        && switch (keep) {
          case Keep.Forever() -> false;
          case Keep.UntilDelivered() -> true;
          case Keep.For(var age) ->
              clockIsPlausible && isPlausible(one.at()) && !one.at().plus(age).isAfter(now);
        };
  }
}
