package org.popfetch.browse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.AccountName;
import org.popfetch.account.Limits;
import org.popfetch.plan.Identified;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Failed;
import org.popfetch.report.Json;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;
import org.popfetch.session.Transaction;

/// What `list` shows: one row for each message of a maildrop, in the order of their numbers.
///
/// @param hasHeaders whether the server let us look into the headers, by `TOP`
public record Listing(List<Row> rows, boolean hasHeaders) {
  /// Whether a message was seen.
  public enum State {
    NEW("new"),
    SEEN("seen"),
    CAUGHT_UP("caught up");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// One message.
  ///
  /// @param octets its size, or -1 when the server did not say
  /// @param tooLarge whether it is new and over `max-size`
  /// @param date when it was written, as its header says
  /// @param from who wrote it, in one line fit for a terminal
  /// @param subject likewise
  public record Row(
      int number,
      long octets,
      Optional<Uid> uid,
      State state,
      boolean tooLarge,
      Optional<Instant> date,
      Optional<String> from,
      Optional<String> subject) {

    /// `new`, `seen`, `caught up`, `new, over max-size`.
    String shownState() {
      return state + (tooLarge ? ", over max-size" : "");
    }

    /// For programs, with the account and every component as a member; what is unknown is `null`.
    /// Its `event` is `listed`.
    public Json json(AccountName account) {
      return Json.line()
          .put("event", "listed")
          .put("account", account.value())
          .put("number", number)
          .putKnown("octets", octets)
          .putUid(uid)
          .put("state", state.text.replace(' ', '-'))
          .put("tooLarge", tooLarge)
          .put("date", date.map(Instant::toString))
          .put("from", from)
          .put("subject", subject);
    }
  }

  public Listing {
    rows = List.copyOf(rows);
  }

  /// Lists a maildrop, and reads every header where the server has `TOP`.
  public static Listing of(Transaction transaction, Seen seen, Limits limits, Instant now)
      throws Failed {
    Survey survey = Survey.of(transaction, seen, limits, now, true);
    List<Row> rows = new ArrayList<>();
    for (Identified one : survey.identification().messages()) {
      rows.add(row(one, limits, Optional.ofNullable(survey.heads().get(one.message().number()))));
    }
    return new Listing(rows, rows.isEmpty() || !survey.heads().isEmpty());
  }

  private static Row row(Identified one, Limits limits, Optional<Head> head) {
    Maildrop.Message message = one.message();
    State state = one.seen().map(Listing::state).orElse(State.NEW);
    boolean tooLarge =
        state == State.NEW && message.octets() > limits.maxSize().orElse(Long.MAX_VALUE);
    return new Row(
        message.number(),
        message.octets(),
        message.uid(),
        state,
        tooLarge,
        head.flatMap(Head::date),
        head.flatMap(Head::from),
        head.flatMap(Head::subject));
  }

  private static State state(SeenMessage seen) {
    return switch (seen.how()) {
      case DELIVERED -> State.SEEN;
      case CAUGHT_UP -> State.CAUGHT_UP;
    };
  }
}
