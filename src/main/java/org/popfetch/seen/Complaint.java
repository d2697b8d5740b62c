package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.popfetch.account.AccountName;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// What this room says when it cannot go on, and the way out.
final class Complaint {
  private static final String OPENING = "opening its state";

  private Complaint() {}

  static Failed held(Optional<Holder> holder, Clock clock) {
    String who =
        holder
            .map(h -> "another popfetch (pid %d, since %s)".formatted(h.pid(), when(h, clock)))
            .orElse("another popfetch");
    return new Failed(Failure.Kind.HELD, OPENING, who + " holds this account", "");
  }

  private static String when(Holder holder, Clock clock) {
    ZonedDateTime since = holder.since().atZone(clock.getZone());
    boolean today = since.toLocalDate().equals(LocalDate.now(clock));
    return since.format(DateTimeFormatter.ofPattern(today ? "HH:mm" : "yyyy-MM-dd HH:mm"));
  }

  static Failed damaged(AccountName account, Damaged damage) {
    if (damage.isNewer()) {
      return new Failed(
          new Failure(
              Failure.Kind.CANNOT_OPEN,
              OPENING,
              damage.what(),
              "nothing was fetched; use that version, or popfetch state forget "
                  + account
                  + " to start anew"),
          damage);
    }
    String next =
        """
        nothing was fetched. popfetch state show %1$s tells what can still be read; \
        popfetch state forget --damaged %1$s goes on without the rest, whose messages may arrive \
        again; popfetch state forget %1$s starts anew\
        """
            .formatted(account);
    return new Failed(new Failure(Failure.Kind.CANNOT_OPEN, OPENING, damage.what(), next), damage);
  }

  static Failed anotherMailbox(AccountName account, Mailbox remembered, Mailbox asked) {
    return new Failed(
        Failure.Kind.CONFIG,
        OPENING,
        "it is about %s, the configuration says %s".formatted(remembered, asked),
        """
        nothing was fetched. Is %2$s spelt right? Is it the same mailbox, moved or renamed? \
        popfetch state adopt %1$s. Another one? Give it another account name, or popfetch state \
        forget %1$s\
        """
            .formatted(account, differing(remembered, asked)));
  }

  /// The keys of the configuration that say something else than the state.
  private static String differing(Mailbox remembered, Mailbox asked) {
    if (remembered.user().equals(asked.user())) {
      return "host";
    }
    return remembered.host().equalsIgnoreCase(asked.host()) ? "user" : "host, or user,";
  }

  static Failed renamed(AccountName former, AccountName account) {
    return new Failed(
        Failure.Kind.CONFIG,
        OPENING,
        "there is none, but one of the same mailbox under the name " + former,
        "if the account was renamed: popfetch state adopt %s %s; to begin anew: popfetch state forget %s"
            .formatted(former, account, former));
  }

  static Failed unknown(AccountName account) {
    return new Failed(
        Failure.Kind.CONFIG,
        OPENING,
        "nothing is remembered of an account named " + account,
        "popfetch state lists those that are");
  }

  static Failed taken(AccountName from, AccountName to) {
    return new Failed(
        Failure.Kind.CONFIG,
        "renaming the state of " + from,
        "there already is a state of " + to,
        "nothing was changed; popfetch state forget " + to + " makes room");
  }

  static Failed beyondRepair(AccountName account) {
    return new Failed(
        Failure.Kind.CANNOT_OPEN,
        "reading its state",
        "the first lines of both files are damaged, so that it is unknown whose state it is",
        "popfetch state forget " + account + " starts anew");
  }

  static Failed cannotOpen(Path directory, IOException e) {
    return new Failed(
        new Failure(
            Failure.Kind.CANNOT_OPEN,
            OPENING + " in " + directory,
            Reason.of(e, directory),
            "nothing was fetched; state-dir says where the state lives"),
        e);
  }

  static Failed cannotChange(String doing, IOException e) {
    return new Failed(new Failure(Failure.Kind.CANNOT_OPEN, doing, Reason.of(e)), e);
  }

  static Failed cannotWrite(Path directory, IOException e) {
    return new Failed(
        new Failure(
            Failure.Kind.DELIVERY,
            writing(directory),
            Reason.of(e, directory),
            "nothing was lost, the next run goes on from what was written before"),
        e);
  }

  private static String writing(Path directory) {
    return "writing its state in " + directory;
  }

  /// Said to everybody who comes after [#cannotWrite].
  static Failed ended(Path directory) {
    return new Failed(
        Failure.Kind.DELIVERY,
        writing(directory),
        "an earlier attempt failed",
        "nothing was lost, the next run goes on from what was written before");
  }
}
