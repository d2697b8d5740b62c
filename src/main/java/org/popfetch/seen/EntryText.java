package org.popfetch.seen;

import java.time.Instant;
import java.util.Optional;
import org.popfetch.message.HeaderDigest;

/// Entries as the fields of a line: a verb, and what belongs to it. popfetch-state(5) is the
/// reference.
///
/// A snapshot's line for a message that left the server tells the times of its deletion and its
/// disappearance with it; a journal has lines of their own for these.
final class EntryText {
  private EntryText() {}

  static String of(Entry entry) {
    return switch (entry) {
      case Entry.Intended e ->
          words(
              "intended",
              id(e.id()),
              number(e.octets()),
              e.digest().hex(),
              Escaped.of(e.sink()),
              Escaped.of(e.intent()));
      case Entry.Delivered e ->
          seen("delivered", e.id(), e.octets(), Optional.of(e.digest()), time(e.at()), "-", "-");
      case Entry.CaughtUp e ->
          seen("caught-up", e.id(), e.octets(), e.digest(), time(e.at()), "-", "-");
      case Entry.Abandoned e -> words("abandoned", id(e.id()));
      case Entry.Deleted e -> words("deleted", id(e.id()), time(e.at()));
      case Entry.Gone e -> words("gone", id(e.id()), time(e.at()));
      case Entry.Returned e -> words("returned", id(e.id()));
      case Entry.Renamed e -> words("renamed", id(e.from()), id(e.to()));
      case Entry.Forgotten e -> words("forgotten", id(e.id()));
      case Entry.Refused e -> words("refused", id(e.id()), time(e.at()));
      case Entry.Learnt e -> words("learnt", Escaped.of(e.key()), Escaped.of(e.value()));
    };
  }

  /// A message with all that is known of it.
  static String of(SeenMessage m) {
    String verb =
        switch (m.how()) {
          case DELIVERED -> "delivered";
          case CAUGHT_UP -> "caught-up";
        };
    return seen(
        verb,
        m.id(),
        m.octets(),
        m.digest(),
        Stamp.text(m.at),
        Stamp.text(m.deleted),
        Stamp.text(m.gone));
  }

  /// Applies what [#of] wrote.
  ///
  /// @throws IllegalArgumentException when it says something else; nothing is applied then
  static void replay(Fields in, SeenTable table) {
    if (in.passes("delivered")) { // as nearly all lines of a large state
      replaySeen(in, SeenMessage.How.DELIVERED, table);
      return;
    }
    switch (in.word()) {
      case "intended" ->
          apply(
              table,
              in,
              new Entry.Intended(in.identity(), in.number(), digest(in), in.text(), in.text()));
      case "caught-up" -> replaySeen(in, SeenMessage.How.CAUGHT_UP, table);
      case "abandoned" -> apply(table, in, new Entry.Abandoned(in.identity()));
      case "deleted" -> apply(table, in, new Entry.Deleted(in.identity(), instant(in)));
      case "gone" -> apply(table, in, new Entry.Gone(in.identity(), instant(in)));
      case "returned" -> apply(table, in, new Entry.Returned(in.identity()));
      case "renamed" -> apply(table, in, new Entry.Renamed(in.identity(), in.identity()));
      case "forgotten" -> apply(table, in, new Entry.Forgotten(in.identity()));
      case "refused" -> apply(table, in, new Entry.Refused(in.identity(), instant(in)));
      case "learnt" -> apply(table, in, new Entry.Learnt(in.text(), in.text()));
      default -> throw new IllegalArgumentException("no verb of this format");
    }
  }

  private static void apply(SeenTable table, Fields in, Entry entry) {
    in.end();
    table.apply(entry);
  }

  private static void replaySeen(Fields in, SeenMessage.How how, SeenTable table) {
    Identity id = in.identity();
    long octets = in.number();
    Optional<HeaderDigest> digest = in.digest();
    long at = time(in);
    var one = new SeenMessage(id, octets, digest, how, at, in.stamp(), in.stamp());
    in.end();
    table.see(one);
  }

  private static long time(Fields in) {
    long stamp = in.stamp();
    if (stamp == Stamp.NONE) {
      throw new IllegalArgumentException("no time");
    }
    return stamp;
  }

  private static Instant instant(Fields in) {
    return Instant.ofEpochSecond(time(in));
  }

  private static HeaderDigest digest(Fields in) {
    return in.digest().orElseThrow(() -> new IllegalArgumentException("no digest"));
  }

  private static String seen(
      String verb,
      Identity id,
      long octets,
      Optional<HeaderDigest> digest,
      String at,
      String deleted,
      String gone) {
    String header = digest.isPresent() ? digest.get().hex() : "-";
    return words(verb, id(id), number(octets), header, at, deleted, gone);
  }

  private static String words(String... words) {
    return String.join(" ", words);
  }

  private static String id(Identity id) {
    String kind =
        switch (id.kind()) {
          case UID -> "uid ";
          case DIGEST -> "digest ";
        };
    return kind + Escaped.of(id.text()) + ' ' + id.copy();
  }

  private static String number(long number) {
    return number < 0 ? "-" : Long.toString(number);
  }

  private static String time(Instant time) {
    return Stamp.text(Stamp.of(time));
  }
}
