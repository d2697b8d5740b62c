package org.popfetch.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.deliver.FreeSpace;
import org.popfetch.deliver.Ground;
import org.popfetch.deliver.Inspection;
import org.popfetch.plan.Policy;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.seen.Holder;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;
import org.popfetch.seen.StateDirectory;
import org.popfetch.sync.Facts;
import org.popfetch.sync.Workplace;

/// What a sync needs on this machine: the account's memory, its destination, the clock. All of it
/// is looked at, and none of it touched.
final class Premises {
  private static final String OPENING = "opening its state";

  /// Less than this is soon used up by mail.
  private static final long LITTLE = 50_000_000;

  private final Account account;
  private final Workplace workplace;
  private final Clock clock;
  private final UnaryOperator<String> shorten;
  private final Mailbox mailbox;

  /// @param shorten shows a path as the user would write it
  Premises(Account account, Workplace workplace, Clock clock, UnaryOperator<String> shorten) {
    this.account = account;
    this.workplace = workplace;
    this.clock = clock;
    this.shorten = shorten;
    this.mailbox = Mailbox.of(account);
  }

  /// What the account remembers; nothing when that cannot be read.
  Optional<Seen> seen() {
    try {
      return Optional.of(workplace.state().peek(account.name(), mailbox));
    } catch (Failed toldByState) {
      return Optional.empty();
    }
  }

  /// The account's memory.
  ///
  /// @param destinationHoldsMail where nothing is remembered, that looks like a loss
  Step state(boolean destinationHoldsMail) {
    StateDirectory state = workplace.state();
    try {
      boolean exists = state.accounts().contains(account.name());
      Optional<AccountName> former =
          state.formerNameOf(account.name(), mailbox, workplace.configured());
      if (former.isPresent()) {
        return renamed(former.get());
      }
      Seen seen = state.peek(account.name(), mailbox);
      Optional<String> fault = Ground.fault(state.directoryOf(account.name()));
      if (fault.isPresent()) {
        return stateUnwritable(fault.get());
      }
      Optional<Path> unwritable = unwritable();
      if (unwritable.isPresent()) {
        return stateUnwritable("permission denied: " + shown(unwritable.get()));
      }
      Optional<Holder> holder = state.holder(account.name());
      if (holder.isPresent()) {
        return held(state.held(holder.get()));
      }
      return exists ? remembered(seen) : nothingYet(destinationHoldsMail);
    } catch (Failed failed) {
      return Step.bad(Part.STATE, failed.failure(), wayOut(failed.failure()));
    }
  }

  private Step renamed(AccountName former) {
    var failure =
        new Failure(
            Kind.CONFIG,
            OPENING,
            "there is none, but one of the same mailbox under the name " + former,
            "");
    return Step.bad(
        Part.STATE,
        failure,
        Advice.of("Was the account renamed? Then take over what is remembered:")
            .write("popfetch state adopt " + former + " " + account.name())
            .say("Or, to begin anew and fetch all again:")
            .write("popfetch state forget " + former));
  }

  private Advice wayOut(Failure failure) {
    if (failure.kind() == Kind.CONFIG) {
      return Advice.of(
              "Nothing is fetched or deleted on the strength of another mailbox's state. Are host and"
                  + " user spelt right? Is it the same mailbox, moved or renamed?")
          .write("popfetch state adopt " + account.name())
          .say("Is it another one? Give the account another name, or begin anew:")
          .write("popfetch state forget " + account.name());
    }
    if (failure.next().contains("--damaged")) {
      return Advice.of("What can still be read:")
          .write("popfetch state show " + account.name())
          .say("Go on without the rest, whose messages may arrive again:")
          .write("popfetch state forget --damaged " + account.name());
    }
    return PlaceAdvice.next(failure);
  }

  private static Step held(Failure failure) {
    return Step.bad(
        Part.STATE,
        failure,
        Advice.of("Let it come to its end: a second run would leave at once and do nothing."));
  }

  /// The first of its files, or of what leads there, that a run could not write.
  private Optional<Path> unwritable() {
    Path directory = workplace.state().directoryOf(account.name());
    Stream<Path> files =
        Stream.of("lock", "snapshot", "journal").map(directory::resolve).filter(Files::exists);
    return Stream.concat(Stream.of(Ground.below(directory)), files)
        .filter(path -> !Files.isWritable(path))
        .findFirst();
  }

  private Step stateUnwritable(String cause) {
    var failure = new Failure(Kind.CANNOT_OPEN, OPENING, cause, "nothing is fetched");
    return Step.bad(
        Part.STATE,
        failure,
        Advice.of("Without a state that can be written nothing is fetched. Its owner must be you;")
            .say("state-dir in the configuration says where the state lives."));
  }

  private Step remembered(Seen seen) {
    long delivered =
        seen.all().stream().filter(one -> one.how() == SeenMessage.How.DELIVERED).count();
    long marked = seen.all().size() - delivered;
    long refused = seen.refused().size();
    String text =
        Amount.count(seen.all().size(), "message")
            + " seen"
            + (marked == 0 ? "" : ", " + Amount.count(marked) + " of them by catchup")
            + seen.newest().map(newest -> ", last change " + when(newest)).orElse("")
            + "; not locked";
    return Step.noted(
        Part.STATE,
        text,
        refused == 0
            ? Advice.NONE
            : Advice.of(
                Amount.count(refused, "message") + " failed last time; tried again next time."));
  }

  private Step nothingYet(boolean destinationHoldsMail) {
    String text = "nothing is remembered yet";
    return destinationHoldsMail
        ? Step.noted(
            Part.STATE,
            text,
            Advice.of(
                    "But its destination holds mail. If this account was in use before, its state is"
                        + " lost, and a sync would fetch all again. Nothing is deleted for it; to"
                        + " begin with what comes from now on:")
                .write("popfetch catchup " + account.name()))
        : Step.good(Part.STATE, text);
  }

  Inspection destination(Optional<Seen> seen) {
    boolean known =
        seen.flatMap(all -> all.learnt(Facts.deliveredTo(account.destination()))).isPresent();
    return workplace.sinks().inspect(account.destination(), known);
  }

  Step destination(Inspection found) {
    if (found.trouble().isPresent()) {
      Failure failure = found.trouble().get();
      boolean named = failure.cause().contains(found.place());
      String seen = named ? "" : kind() + shorten.apply(found.place()) + ": ";
      return Step.bad(Part.DESTINATION, seen + failure.cause(), failure, aboutDestination(failure));
    }
    Path spool = workplace.state().directoryOf(account.name());
    long spoolFree = FreeSpace.at(spool);
    Advice advice =
        little(found.free(), shown(Path.of(found.place())))
            .and(needsSpool() ? little(spoolFree, shown(spool)) : Advice.NONE)
            .and(locked(found));
    String text = kind() + shorten.apply(found.place()) + existence(found) + free(found, spoolFree);
    return Step.noted(Part.DESTINATION, text, advice);
  }

  private boolean needsSpool() {
    return !(account.destination() instanceof Destination.Maildir);
  }

  private String kind() {
    return switch (account.destination()) {
      case Destination.Maildir _ -> "maildir:";
      case Destination.Mbox _ -> "mbox:";
      case Destination.Pipe _ -> "program ";
    };
  }

  private String existence(Inspection found) {
    return switch (account.destination()) {
      case Destination.Pipe _ -> ", may be run";
      case Destination.Maildir _, Destination.Mbox _ ->
          found.exists() ? ", writable" : ", not there yet: the first sync makes it";
    };
  }

  private String free(Inspection found, long spoolFree) {
    return switch (account.destination()) {
      case Destination.Pipe _ -> "; " + amount(spoolFree) + " free for messages on their way";
      case Destination.Maildir _ -> ", " + amount(found.free()) + " free";
      case Destination.Mbox _ ->
          ", "
              + amount(found.free())
              + " free, "
              + (found.lockedBy().isPresent() ? "" : "not ")
              + "locked";
    };
  }

  private static String amount(long octets) {
    return octets < 0 ? "an unknown amount" : Amount.octets(octets);
  }

  private static Advice little(long free, String place) {
    return free < 0 || free >= LITTLE
        ? Advice.NONE
        : Advice.of(
            "There is hardly any room at "
                + place
                + ": mail that does not fit stays on the"
                + " server.");
  }

  private static Advice locked(Inspection found) {
    return found
        .lockedBy()
        .map(by -> Advice.of("It is locked by " + by + ". A sync waits for half a minute."))
        .orElse(Advice.NONE);
  }

  private Advice aboutDestination(Failure failure) {
    if (failure.cause().contains("was there before and is missing now")) {
      return Advice.of(
              "Mail was delivered there before, so it is not made anew: that would hide the old"
                  + " mail, or fill the disk below. Mount its disk.")
          .say("If you removed it on purpose, make it by hand, empty, or name another place.");
    }
    String remedy = failure.next().replaceFirst("^nothing was fetched(; )?", "");
    return PlaceAdvice.next(failure.withNext(remedy))
        .say("Until then nothing is fetched, and what waits stays on the server.");
  }

  Step clock(Optional<Seen> seen) {
    Instant now = clock.instant();
    Optional<Instant> newest = seen.flatMap(Seen::newest).filter(now::isBefore);
    Advice advice =
        newest
            .map(after ->
                Advice.of("It is behind the last change of the state, " + when(after) + "."))
            .or(() ->
                Policy.isPlausible(now)
                    ? Optional.empty()
                    : Optional.of(Advice.of("It has not been set.")))
            .map(why ->
                why.say(
                    "Nothing is deleted by age until it is right, and certificates may"
                        + " seem to have expired: set it."))
            .orElse(Advice.NONE);
    return Step.noted(Part.CLOCK, when(now), advice);
  }

  private String when(Instant moment) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx")
        .format(moment.atZone(clock.getZone()));
  }

  private String shown(Path path) {
    return shorten.apply(path.toString());
  }

  /// Every step, in the order in which they are told.
  List<Step> all(Optional<Seen> seen) {
    Inspection found = destination(seen);
    return List.of(state(found.holdsMail()), destination(found), clock(seen));
  }
}
