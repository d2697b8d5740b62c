package org.popfetch.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.MemoryLedger;

/// A maildrop and a memory, set up in a few words, and what the planner makes of them.
///
/// A message is written `number uid size header`: `1 a 100 x`. The same header word gives the same
/// digest; the uid `-` stands for none.
final class Scene {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  final MemoryLedger ledger = new MemoryLedger(Path.of("unused"));
  private final List<Maildrop.Message> messages = new ArrayList<>();
  private final Map<Integer, HeaderDigest> headers = new HashMap<>();
  private Keep keep = new Keep.Forever();
  private Limits limits = Limits.NONE;
  private boolean refetch;
  private Optional<Set<Identity>> only = Optional.empty();
  private boolean canTop = true;
  private Instant now = NOW;
  private boolean hasUidl = true;

  Scene listed(String... lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      int number = Integer.parseInt(words[0]);
      Optional<Uid> uid = words[1].equals("-") ? Optional.empty() : Optional.of(new Uid(words[1]));
      messages.add(new Maildrop.Message(number, Long.parseLong(words[2]), uid));
      headers.put(number, digest(words[3]));
    }
    return this;
  }

  Scene delivered(String uid, int copy, long octets, String header, Duration ago) {
    return record(new Entry.Delivered(id(uid, copy), octets, digest(header), NOW.minus(ago)));
  }

  Scene delivered(String uid, long octets, String header) {
    return delivered(uid, 0, octets, header, Duration.ofHours(1));
  }

  Scene caughtUp(String uid, long octets) {
    return record(
        new Entry.CaughtUp(id(uid, 0), octets, Optional.empty(), NOW.minus(Duration.ofHours(1))));
  }

  Scene record(Entry... entries) {
    try {
      ledger.record(List.of(entries));
    } catch (Failed impossible) {
      throw new AssertionError(impossible);
    }
    return this;
  }

  Scene keep(Keep other) {
    keep = other;
    return this;
  }

  Scene limits(long maxSize, int maxMessages, long maxBytes) {
    return limits(
        new Limits(
            OptionalLong.of(maxSize),
            OptionalInt.of(maxMessages),
            OptionalLong.of(maxBytes),
            limits.commitEvery()));
  }

  Scene commitEvery(int deletions) {
    return limits(
        new Limits(
            limits.maxSize(), limits.maxMessages(), limits.maxBytes(), OptionalInt.of(deletions)));
  }

  /// Goes on as the next session of the same run.
  Scene nextSession() {
    only = Optional.of(plan().rest());
    return this;
  }

  Scene limits(Limits other) {
    limits = other;
    return this;
  }

  Scene refetch() {
    refetch = true;
    return this;
  }

  Scene withoutTop() {
    canTop = false;
    return this;
  }

  Scene withoutUidl() {
    hasUidl = false;
    return this;
  }

  Scene at(Instant time) {
    now = time;
    return this;
  }

  /// The server does not show the header of this message, whatever `TOP` says of others.
  Scene unanswered(int number) {
    headers.remove(number);
    return this;
  }

  Policy policy() {
    return new Policy(keep, limits, refetch, canTop, now, only);
  }

  Maildrop maildrop() {
    return new Maildrop(messages, hasUidl);
  }

  SortedSet<Integer> questions() {
    return asked().numbers();
  }

  Questions asked() {
    return asked(known());
  }

  /// With nothing settled.
  Known known() {
    return new Known(maildrop(), ledger.seen());
  }

  /// As a sync does.
  Known settled() {
    return new Known(maildrop(), ledger.seen(), policy().settling(ledger.seen()));
  }

  Questions asked(Known known) {
    return Questions.about(known, policy());
  }

  Identification identification() {
    return identification(known());
  }

  Identification identification(Known known) {
    Map<Integer, HeaderDigest> answers = new HashMap<>();
    asked(known).numbers().stream()
        .filter(headers::containsKey)
        .forEach(number -> answers.put(number, headers.get(number)));
    return Identification.of(known, answers);
  }

  Plan plan() {
    return Plan.of(identification().messages(), ledger.seen(), policy(), asked());
  }

  Plan plan(Identification identification) {
    return Plan.of(identification.messages(), ledger.seen(), policy(), asked());
  }

  /// `fetch 1 3; compare 5; delete 2; skip 4 SEEN`.
  String planned() {
    Plan plan = plan();
    List<String> parts = new ArrayList<>();
    if (!plan.fresh().isEmpty()) {
      parts.add("fetch " + numbers(plan.fresh()));
    }
    if (!plan.doubts().isEmpty()) {
      List<Identified> doubtful = new ArrayList<>(plan.fetch());
      doubtful.removeAll(plan.fresh());
      parts.add("compare " + numbers(doubtful));
    }
    if (!plan.delete().isEmpty()) {
      parts.add("delete " + numbers(plan.delete()));
    }
    for (Plan.Skip skip : plan.skip()) {
      parts.add("skip " + skip.what().message().number() + " " + skip.why());
    }
    return String.join("; ", parts);
  }

  private static String numbers(List<Identified> some) {
    return some.stream()
        .map(one -> Integer.toString(one.message().number()))
        .collect(Collectors.joining(" "));
  }

  static Identity id(String uid, int copy) {
    return Identity.of(new Uid(uid), copy);
  }

  /// 32 hexadecimal digits that stand for a header.
  static HeaderDigest digest(String header) {
    return HeaderDigest.parse("%032x".formatted(header.hashCode() & 0xffffffffL));
  }
}
