package org.popfetch.seen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long a message that left the server is remembered: long enough to outlast a server that
/// shows an empty maildrop by mistake, a restored backup, and a machine that sleeps for months.
public final class Retention {
  /// Counted from the first complete listing without the message.
  public static final Duration PERIOD = Duration.ofDays(400);

  private Retention() {}

  /// What may be forgotten by now: messages gone for the whole period, and marks of failures that
  /// nothing renewed for as long. Nothing while the clock is not to be believed, that is before the
  /// newest entry.
  public static List<Entry.Forgotten> due(Seen seen, Instant now) {
    List<Entry.Forgotten> due = new ArrayList<>();
    if (seen.newest().filter(newest -> newest.isAfter(now)).isPresent()) {
      return due;
    }
    for (SeenMessage message : seen.gone()) {
      if (isOver(message.gone(), now)) {
        due.add(new Entry.Forgotten(message.id()));
      }
    }
    for (Identity id : seen.refused()) {
      if (isOver(seen.refused(id), now) && !isSeen(seen, id)) {
        due.add(new Entry.Forgotten(id));
      }
    }
    return due;
  }

  private static boolean isOver(Optional<Instant> since, Instant now) {
    return since.filter(from -> !from.plus(PERIOD).isAfter(now)).isPresent();
  }

  private static boolean isSeen(Seen seen, Identity id) {
    return seen.under(id.kind(), id.text()).stream().anyMatch(m -> m.id().equals(id));
  }
}
