package org.popfetch.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// Which message of the maildrop is which.
///
/// A message is its uid, and a copy index when a maildrop shows a uid twice. Its size is a hint:
/// when it differs, when the uid is not unique, or when the message of that uid was deleted, the
/// header's digest decides. Without `TOP` there is no digest: then copies count as seen as long as
/// there are no more of one size than are remembered, and are fetched again otherwise.
public final class Identification {
  private final Seen seen;
  private final Map<Integer, HeaderDigest> digests;
  private final Known known;
  private final Set<Identity> taken = new HashSet<>();
  private final List<Identified> messages = new ArrayList<>();
  private final List<Entry> renamed = new ArrayList<>();
  private final Map<HeaderDigest, Queue<SeenMessage>> alike = new HashMap<>();
  private final Map<Identity, Iterator<Integer>> free = new HashMap<>();
  private @Nullable Map<HeaderDigest, Queue<SeenMessage>> missing;

  private Identification(Known known, Map<Integer, HeaderDigest> digests) {
    this.seen = known.seen();
    this.digests = digests;
    this.known = known;
  }

  /// Identifies every message of a maildrop that is not settled.
  ///
  /// @param digests of the headers that [Questions] asked for, by message number, as far as the
  ///   server gave them
  public static Identification of(Known known, Map<Integer, HeaderDigest> digests) {
    var identification = new Identification(known, digests);
    identification.known.forEachUid(identification::identify);
    identification.known.nameless().forEach(identification::identifyByHeader);
    identification.messages.sort(Identified::compareNumbers);
    return identification;
  }

  /// One for each message of the maildrop that is not settled, in ascending order of their numbers.
  public List<Identified> messages() {
    return messages;
  }

  /// What to record before anything else: messages that are known by another identity.
  public List<Entry> renamed() {
    return renamed;
  }

  private void identify(String uid, List<Message> listed, List<SeenMessage> remembered) {
    if (remembered.isEmpty()) {
      listed.forEach(message -> stranger(uid, message));
    } else if (Known.isPlain(listed, remembered)) {
      plain(uid, listed.getFirst(), remembered.getFirst());
    } else {
      contested(uid, listed, remembered);
    }
  }

  private void stranger(String uid, Message message) {
    Optional<SeenMessage> old = digest(message).flatMap(d -> claim(queue(missing(), d)));
    if (old.isEmpty()) {
      fresh(Identity.Kind.UID, uid, message);
      return;
    }
    Identity id = freeIdentity(Identity.Kind.UID, uid);
    renamed.add(new Entry.Renamed(old.get().id(), id));
    taken.add(old.get().id());
    add(message, old.get().as(id), true);
  }

  private void plain(String uid, Message message, SeenMessage one) {
    Optional<HeaderDigest> digest = digest(message);
    boolean comparable = digest.isPresent() && one.digest().isPresent();
    if (comparable && !digest.equals(one.digest())) {
      fresh(Identity.Kind.UID, uid, message);
    } else {
      // Not taken: no other message could claim a memory whose uid is listed once.
      messages.add(Identified.known(message, one, comparable));
    }
  }

  private void contested(String uid, List<Message> listed, List<SeenMessage> remembered) {
    Map<HeaderDigest, Queue<SeenMessage>> byDigest = new HashMap<>();
    undeletedFirst(remembered)
        .forEach(one -> one.digest().ifPresent(d -> queue(byDigest, d).add(one)));
    List<Message> unproven = new ArrayList<>();
    for (Message message : listed) {
      Optional<SeenMessage> same = digest(message).flatMap(d -> claim(queue(byDigest, d)));
      if (same.isPresent()) {
        add(message, same.get(), true);
      } else {
        unproven.add(message);
      }
    }
    Map<Long, Queue<SeenMessage>> bySize = enoughOfEachSize(unproven, remembered);
    for (Message message : unproven) {
      Optional<SeenMessage> same =
          digest(message).isEmpty() ? claim(queue(bySize, message.octets())) : Optional.empty();
      same.ifPresentOrElse(
          one -> add(message, one, false), () -> fresh(Identity.Kind.UID, uid, message));
    }
  }

  /// Without digests: the memories of each known size, where there is one for each message of it.
  private static Map<Long, Queue<SeenMessage>> enoughOfEachSize(
      List<Message> listed, List<SeenMessage> remembered) {
    Map<Long, Queue<SeenMessage>> bySize = new HashMap<>();
    // The newest first: where more are remembered than listed, the older ones have left.
    remembered.stream()
        .filter(one -> one.deleted().isEmpty() && one.octets() >= 0)
        .sorted(Comparator.comparing(SeenMessage::at).reversed())
        .forEach(one -> queue(bySize, one.octets()).add(one));
    Map<Long, Long> needed =
        listed.stream().collect(Collectors.groupingBy(Message::octets, Collectors.counting()));
    bySize
        .entrySet()
        .removeIf(size -> size.getValue().size() < needed.getOrDefault(size.getKey(), 0L));
    return bySize;
  }

  private void identifyByHeader(Message message) {
    Optional<HeaderDigest> digest = digest(message);
    if (digest.isEmpty()) {
      messages.add(new Identified(message, Optional.empty(), Optional.empty(), false));
      return;
    }
    claim(alike.computeIfAbsent(digest.get(), this::withHeader))
        .ifPresentOrElse(
            one -> add(message, one, true),
            () -> fresh(Identity.Kind.DIGEST, digest.get().hex(), message));
  }

  private Queue<SeenMessage> withHeader(HeaderDigest digest) {
    List<SeenMessage> all = new ArrayList<>(seen.under(Identity.Kind.DIGEST, digest.hex()));
    all.addAll(queue(missing(), digest));
    return new ArrayDeque<>(undeletedFirst(all));
  }

  private void add(Message message, SeenMessage one, boolean proven) {
    taken.add(one.id());
    messages.add(Identified.known(message, one, proven));
  }

  private void fresh(Identity.Kind kind, String text, Message message) {
    messages.add(Identified.fresh(message, freeIdentity(kind, text)));
  }

  /// An identity that neither a memory nor another message of this maildrop bears; taken from now
  /// on.
  private Identity freeIdentity(Identity.Kind kind, String text) {
    Identity first = new Identity(kind, text, 0);
    boolean isContested = free.containsKey(first) || !seen.under(kind, text).isEmpty();
    if (!isContested && taken.add(first)) {
      return first;
    }
    Iterator<Integer> copies = free.computeIfAbsent(first, this::freeCopies);
    Identity id;
    do {
      id = new Identity(kind, text, copies.next());
    } while (!taken.add(id));
    return id;
  }

  /// The copies that no memory bears, from 0 on without end.
  private Iterator<Integer> freeCopies(Identity first) {
    Set<Integer> used = new HashSet<>();
    seen.under(first.kind(), first.text()).forEach(one -> used.add(one.id().copy()));
    return IntStream.iterate(0, copy -> copy + 1).filter(copy -> !used.contains(copy)).iterator();
  }

  /// The first that no message has claimed. Those before it have been claimed for good, and are
  /// dropped.
  private Optional<SeenMessage> claim(Queue<SeenMessage> candidates) {
    while (!candidates.isEmpty()) {
      SeenMessage one = candidates.remove();
      if (!taken.contains(one.id())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static <K> Queue<SeenMessage> queue(Map<K, Queue<SeenMessage>> queues, K key) {
    return queues.computeIfAbsent(key, _ -> new ArrayDeque<>(1));
  }

  private static List<SeenMessage> undeletedFirst(List<SeenMessage> some) {
    return some.stream().sorted(Comparator.comparing(one -> one.deleted().isPresent())).toList();
  }

  private Optional<HeaderDigest> digest(Message message) {
    return Optional.ofNullable(digests.get(message.number()));
  }

  private Map<HeaderDigest, Queue<SeenMessage>> missing() {
    if (missing == null) {
      missing = known.missingByDigest();
    }
    return missing;
  }
}
