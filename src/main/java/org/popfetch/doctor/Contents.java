package org.popfetch.doctor;

import java.util.Optional;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Amount;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// What there is in a maildrop, beside what is remembered of it.
///
/// @param seen what the account remembers, as far as that could be read
record Contents(Maildrop maildrop, Optional<Seen> seen) {
  Step step() {
    Advice moved = seen.map(this::moved).orElse(Advice.NONE);
    return Step.noted(Part.MAILDROP, told(), UidOddities.in(maildrop).and(moved));
  }

  private String told() {
    int messages = maildrop.messages().size();
    if (messages == 0) {
      return "empty";
    }
    return Amount.count(messages, "message")
        + ", "
        + Amount.octets(maildrop.octets())
        + seen.filter(_ -> maildrop.hasUidl())
            .map(known -> "; " + Amount.count(unseen(known)) + " with new uids")
            .orElse("");
  }

  /// How many messages bear a uid that was not seen before.
  private long unseen(Seen known) {
    return maildrop.messages().stream().filter(message -> !isKnown(message, known)).count();
  }

  private static boolean isKnown(Maildrop.Message message, Seen known) {
    return message
        .uid()
        .filter(uid -> !known.under(Identity.Kind.UID, uid.latin1()).isEmpty())
        .isPresent();
  }

  /// When none of the known messages is there any more, and all that is there is unknown.
  private Advice moved(Seen known) {
    long expected =
        known.all().stream()
            .filter(one -> one.id().kind() == Identity.Kind.UID)
            .filter(Contents::isExpected)
            .count();
    boolean strange = unseen(known) == maildrop.messages().size();
    return expected < 2 || maildrop.messages().isEmpty() || !strange
        ? Advice.NONE
        : Advice.of(
            "None of the "
                + Amount.count(expected, "message")
                + " that should still be there is, by its uid: the server was moved, or shows"
                + " another mailbox. A sync compares headers before it fetches any again.");
  }

  private static boolean isExpected(SeenMessage one) {
    return one.deleted().isEmpty() && one.gone().isEmpty();
  }
}
