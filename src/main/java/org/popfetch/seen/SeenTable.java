package org.popfetch.seen;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.popfetch.message.HeaderDigest;

/// What the entries of a ledger amount to, in memory. A ledger replays its files into one, and then
/// applies every entry that became durable; both lead to the same table.
///
/// Grows by some 120 octets for each message with a uid of 32 characters.
final class SeenTable implements Seen {
  private final SeenMessages messages = new SeenMessages();
  private final Map<Identity, Entry.Intended> open = new LinkedHashMap<>();
  private final Map<Identity, Long> refused = new HashMap<>();
  private final SortedMap<String, String> learnt = new TreeMap<>();
  private long newest = Stamp.NONE;

  /// Makes room at once for what is about to be replayed.
  void expect(int messagesAtMost) {
    messages.expect(messagesAtMost);
  }

  void apply(Entry entry) {
    switch (entry) {
      case Entry.Intended e -> {
        open.remove(e.id()); // an intent that is written anew is the newest
        open.put(e.id(), e);
      }
      case Entry.Delivered e ->
          see(e.id(), e.octets(), Optional.of(e.digest()), SeenMessage.How.DELIVERED, e.at());
      case Entry.CaughtUp e ->
          see(e.id(), e.octets(), e.digest(), SeenMessage.How.CAUGHT_UP, e.at());
      case Entry.Abandoned e -> open.remove(e.id());
      case Entry.Deleted e -> {
        long at = tick(e.at());
        change(e.id(), one -> one.deleted(at));
      }
      case Entry.Gone e -> {
        long at = tick(e.at());
        refused.remove(e.id());
        change(e.id(), one -> one.left(at));
      }
      case Entry.Returned e -> change(e.id(), SeenMessage::back);
      case Entry.Renamed e -> rename(e.from(), e.to());
      case Entry.Forgotten e -> {
        open.remove(e.id());
        refused.remove(e.id());
        messages.remove(e.id());
      }
      case Entry.Refused e -> refused.put(e.id(), tick(e.at()));
      case Entry.Learnt e -> learn(e.key(), e.value());
    }
  }

  private void see(
      Identity id, long octets, Optional<HeaderDigest> digest, SeenMessage.How how, Instant at) {
    see(new SeenMessage(id, octets, digest, how, Stamp.of(at), Stamp.NONE, Stamp.NONE));
  }

  /// Applies a message with all that is known of it.
  void see(SeenMessage one) {
    open.remove(one.id());
    refused.remove(one.id());
    notBefore(one.newest());
    messages.put(one);
  }

  private void change(Identity id, UnaryOperator<SeenMessage> change) {
    messages.find(id).map(change).ifPresent(messages::put);
  }

  private void rename(Identity from, Identity to) {
    Optional<SeenMessage> one = messages.find(from);
    if (one.isPresent()) {
      messages.put(one.get().as(to).back());
      if (!to.equals(from)) {
        messages.remove(from);
      }
    }
  }

  private void learn(String key, String value) {
    if (value.isEmpty()) {
      learnt.remove(key);
    } else {
      learnt.put(key, value);
    }
  }

  /// Forgets the facts whose keys begin so.
  void unlearn(String prefix) {
    learnt.keySet().removeIf(key -> key.startsWith(prefix));
  }

  /// Every message of which anything at all is remembered under this text.
  Set<Identity> known(String text) {
    Stream<Identity> seen =
        Stream.of(Identity.Kind.values())
            .flatMap(kind -> messages.under(kind, text).stream())
            .map(SeenMessage::id);
    Stream<Identity> others =
        Stream.of(refused.keySet(), open.keySet())
            .flatMap(Set::stream)
            .filter(id -> id.text().equals(text));
    return Stream.concat(seen, others).collect(Collectors.toSet());
  }

  private long tick(Instant time) {
    long stamp = Stamp.of(time);
    notBefore(stamp);
    return stamp;
  }

  /// Says that an entry of this time was once written, though it may be forgotten by now.
  void notBefore(long stamp) {
    newest = Math.max(newest, stamp);
  }

  @Override
  public List<SeenMessage> under(Identity.Kind kind, String text) {
    return messages.under(kind, text);
  }

  @Override
  public Collection<SeenMessage> all() {
    return messages;
  }

  @Override
  public Collection<SeenMessage> gone() {
    return messages.gone();
  }

  @Override
  public Optional<Instant> refused(Identity id) {
    return Stamp.instant(refused.getOrDefault(id, Stamp.NONE));
  }

  @Override
  public Set<Identity> refused() {
    return Collections.unmodifiableSet(refused.keySet());
  }

  @Override
  public Optional<String> learnt(String key) {
    return Optional.ofNullable(learnt.get(key));
  }

  SortedMap<String, String> learnt() {
    return Collections.unmodifiableSortedMap(learnt);
  }

  @Override
  public Optional<Instant> newest() {
    return Stamp.instant(newest);
  }

  /// How many [#forEachLine] there are.
  long lines() {
    return (long) messages.size() + refused.size() + open.size() + learnt.size();
  }

  /// Lines that make the same table when they are replayed in this order: a message's own line
  /// stands before its marks and intents, because it settles what stands before it.
  void forEachLine(LineTaker taker) throws IOException {
    for (var fact : learnt.entrySet()) {
      taker.take(EntryText.of(new Entry.Learnt(fact.getKey(), fact.getValue())));
    }
    for (SeenMessage message : all()) {
      taker.take(EntryText.of(message));
    }
    for (var mark : refused.entrySet()) {
      Instant at = Stamp.instant(mark.getValue()).orElseThrow();
      taker.take(EntryText.of(new Entry.Refused(mark.getKey(), at)));
    }
    for (Entry.Intended intended : open.values()) {
      taker.take(EntryText.of(intended));
    }
  }

  /// Where lines go.
  @FunctionalInterface
  interface LineTaker {
    void take(String words) throws IOException;
  }

  /// The open intents, oldest first.
  List<Entry.Intended> open() {
    return List.copyOf(open.values());
  }
}
