package org.popfetch.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.pop3.Capabilities;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Seen;
import org.popfetch.session.Acquaintance;
import org.popfetch.session.Acquaintance.Ahead;
import org.popfetch.session.Suspicion;

/// An account's server as it is remembered with the account's messages, in [Facts].
///
/// What it announced is asked anew after a month, however well the rest goes: it may have learnt a
/// better way to log in.
final class Recollection {
  private static final Duration MONTH = Duration.ofDays(30);

  /// Nothing is remembered for longer, whatever a clock that was wrong for a while made of it.
  private static final Duration LONGEST_TIME = Duration.ofDays(60);

  /// Silence is more often the network's fault than the server's.
  private static final Duration LOCK_STEP_AFTER_SILENCE = Duration.ofDays(1);

  /// Longer announcements are not remembered.
  private static final int LONGEST = 2000;

  private final Seen seen;
  private final String line;
  private final Instant now;
  private final Acquaintance known;

  /// @param now by this machine's clock
  Recollection(Seen seen, Account account, Instant now) {
    this.seen = seen;
    this.line = account.server().tls().mode().name();
    this.now = now;
    this.known = read();
  }

  Acquaintance acquaintance() {
    return known;
  }

  private Acquaintance read() {
    return new Acquaintance(
        announced(until(Facts.offers(line))),
        announced(seen.learnt(Facts.GRANTS)),
        seen.learnt(Facts.AHEAD).isPresent()
            ? Ahead.HEARD
            : until(Facts.AHEAD_LOST).isPresent() ? Ahead.LOST : Ahead.UNKNOWN,
        until(Facts.LOCK_STEP).isPresent());
  }

  private static Capabilities announced(Optional<String> text) {
    return text.map(lines -> Capabilities.parse(Arrays.asList(lines.split("\n"))))
        .orElse(Capabilities.NONE);
  }

  /// What is remembered for a time, as long as that is not over.
  private Optional<String> until(String fact) {
    return seen.learnt(fact)
        .map(value -> value.split(" ", 2))
        .filter(parts -> isInFuture(parts[0]))
        .map(parts -> parts.length > 1 ? parts[1] : "");
  }

  private boolean isInFuture(String instant) {
    try {
      Instant end = Instant.parse(instant);
      return now.isBefore(end) && end.isBefore(now.plus(LONGEST_TIME));
    } catch (DateTimeParseException notOurs) {
      return false;
    }
  }

  /// What to record so that this is remembered; nothing when it is already.
  List<Entry> learn(Acquaintance learnt) {
    List<Entry> changes = new ArrayList<>();
    if (!learnt.offers().equals(known.offers())) {
      changes.add(lasting(Facts.offers(line), text(learnt.offers())));
    }
    if (!learnt.grants().equals(known.grants())) {
      changes.add(new Entry.Learnt(Facts.GRANTS, text(learnt.grants())));
    }
    if (learnt.ahead() != known.ahead()) {
      changes.add(new Entry.Learnt(Facts.AHEAD, learnt.ahead() == Ahead.HEARD ? "heard" : ""));
      if (learnt.ahead() == Ahead.LOST) {
        changes.add(new Entry.Learnt(Facts.AHEAD_LOST, now.plus(MONTH).toString()));
      }
    }
    return changes;
  }

  private Entry lasting(String fact, String text) {
    return new Entry.Learnt(fact, text.isEmpty() ? "" : now.plus(MONTH) + " " + text);
  }

  private static String text(Capabilities capabilities) {
    String text = String.join("\n", capabilities.lines());
    return text.length() > LONGEST ? "" : text;
  }

  /// What to record of a server whose answers seemed out of step.
  List<Entry> learn(Suspicion suspicion) {
    return switch (suspicion) {
      case NONE -> List.of();
      case SILENCE -> lockStep(LOCK_STEP_AFTER_SILENCE);
      case OUT_OF_STEP -> lockStep(MONTH);
    };
  }

  private List<Entry> lockStep(Duration time) {
    return List.of(new Entry.Learnt(Facts.LOCK_STEP, now.plus(time).toString()));
  }
}
