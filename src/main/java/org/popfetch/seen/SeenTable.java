package org.popfetch.seen;

import java.io.IOException;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
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
/// Grows by some 210 octets for each message with a uid of 32 characters.
final class SeenTable implements Seen {
  private final Map<Identity.Kind, Map<String, List<SeenMessage>>> messages =
      new EnumMap<>(Identity.Kind.class);
  private final Map<Identity, Entry.Intended> open = new LinkedHashMap<>();
  private final Map<Identity, Long> refused = new HashMap<>();
  private final SortedMap<String, String> learnt = new TreeMap<>();
  private long newest = Stamp.NONE;
  private int size;

  SeenTable() {
    for (Identity.Kind kind : Identity.Kind.values()) {
      messages.put(kind, new HashMap<>());
    }
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
        remove(e.id());
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
    put(one);
  }

  private void change(Identity id, UnaryOperator<SeenMessage> change) {
    find(id).ifPresent(one -> put(change.apply(one)));
  }

  private void rename(Identity from, Identity to) {
    find(from)
        .ifPresent(one -> {
          remove(from);
          put(one.as(to).back());
        });
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
        messages.keySet().stream().flatMap(kind -> under(kind, text).stream()).map(SeenMessage::id);
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

  private void put(SeenMessage one) {
    Identity id = one.id();
    // A list of one is all that nearly every uid needs, and costs little.
    List<SeenMessage> copies = copies(id);
    int at = indexOf(copies, id.copy());
    if (copies.isEmpty() || (copies.size() == 1 && at == 0)) {
      size += copies.isEmpty() ? 1 : 0;
      of(id.kind()).put(id.text(), List.of(one));
      return;
    }
    List<SeenMessage> many = copies.size() == 1 ? new ArrayList<>(copies) : copies;
    if (at >= 0) {
      many.set(at, one);
    } else {
      many.add(-at - 1, one);
      size++;
    }
    of(id.kind()).put(id.text(), many);
  }

  private void remove(Identity id) {
    List<SeenMessage> copies = copies(id);
    int at = indexOf(copies, id.copy());
    if (at < 0) {
      return;
    }
    size--;
    if (copies.size() == 1) {
      of(id.kind()).remove(id.text());
    } else {
      copies.remove(at);
      if (copies.size() == 1) {
        of(id.kind()).put(id.text(), List.of(copies.getFirst()));
      }
    }
  }

  private Optional<SeenMessage> find(Identity id) {
    List<SeenMessage> copies = copies(id);
    int at = indexOf(copies, id.copy());
    return at < 0 ? Optional.empty() : Optional.of(copies.get(at));
  }

  private List<SeenMessage> copies(Identity id) {
    return of(id.kind()).getOrDefault(id.text(), List.of());
  }

  @SuppressWarnings("NullAway") // every kind has its map
  private Map<String, List<SeenMessage>> of(Identity.Kind kind) {
    return messages.get(kind);
  }

  private static int indexOf(List<SeenMessage> copies, int copy) {
    int low = 0;
    int high = copies.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = copies.get(middle).id().copy();
      if (found == copy) {
        return middle;
      }
      if (found < copy) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  @Override
  public List<SeenMessage> under(Identity.Kind kind, String text) {
    List<SeenMessage> copies = of(kind).getOrDefault(text, List.of());
    // Lists of one are never changed, only replaced.
    return copies.size() < 2 ? copies : List.copyOf(copies);
  }

  @Override
  public Collection<SeenMessage> all() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<SeenMessage> iterator() {
        return new All(messages.values().iterator());
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /// One after the other, of one kind after the other. A stream would take three times as long.
  private static final class All implements Iterator<SeenMessage> {
    private final Iterator<Map<String, List<SeenMessage>>> kinds;
    private Iterator<List<SeenMessage>> texts = Collections.emptyIterator();
    private List<SeenMessage> copies = List.of();
    private int next;

    All(Iterator<Map<String, List<SeenMessage>>> kinds) {
      this.kinds = kinds;
    }

    @Override
    public boolean hasNext() {
      while (next == copies.size()) {
        if (texts.hasNext()) {
          copies = texts.next();
          next = 0;
        } else if (kinds.hasNext()) {
          texts = kinds.next().values().iterator();
        } else {
          return false;
        }
      }
      return true;
    }

    @Override
    public SeenMessage next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return copies.get(next++);
    }
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
    return (long) size + refused.size() + open.size() + learnt.size();
  }

  /// Lines that make the same table when they are replayed in this order: a message's own line
  /// first, because it settles what stands before it.
  void forEachLine(LineTaker taker) throws IOException {
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
    for (var fact : learnt.entrySet()) {
      taker.take(EntryText.of(new Entry.Learnt(fact.getKey(), fact.getValue())));
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
