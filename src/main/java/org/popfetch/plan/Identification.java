package org.popfetch.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Maildrop;
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
  private @Nullable Map<HeaderDigest, List<SeenMessage>> missing;

  private Identification(Maildrop maildrop, Seen seen, Map<Integer, HeaderDigest> digests) {
    this.seen = seen;
    this.digests = digests;
    this.known = new Known(maildrop, seen);
  }

  /// Identifies every message of a maildrop.
  ///
  /// @param digests of the headers that [Questions] asked for, by message number, as far as the
  ///   server gave them
  public static Identification of(
      Maildrop maildrop, Seen seen, Map<Integer, HeaderDigest> digests) {
    var identification = new Identification(maildrop, seen, digests);
    identification.known.byUid().forEach(identification::identify);
    identification.known.nameless().forEach(identification::identifyByHeader);
    identification.messages.sort(Comparator.comparingInt(one -> one.message().number()));
    return identification;
  }

  /// One for each message of the maildrop, in ascending order of their numbers.
  public List<Identified> messages() {
    return messages;
  }

  /// What to record before anything else: messages that are known by another identity.
  public List<Entry> renamed() {
    return renamed;
  }

  private void identify(String uid, List<Message> listed) {
    List<SeenMessage> remembered = known.remembered(uid);
    if (remembered.isEmpty()) {
      listed.forEach(message -> stranger(uid, message));
    } else if (Known.isPlain(listed, remembered)) {
      plain(uid, listed.getFirst(), remembered.getFirst());
    } else {
      contested(uid, listed, remembered);
    }
  }

  private void stranger(String uid, Message message) {
    Optional<SeenMessage> old =
        digest(message).flatMap(d -> unclaimed(missing().getOrDefault(d, List.of())));
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
      add(message, one, comparable);
    }
  }

  private void contested(String uid, List<Message> listed, List<SeenMessage> remembered) {
    List<Message> unproven = new ArrayList<>();
    for (Message message : listed) {
      Optional<SeenMessage> same =
          digest(message).flatMap(d -> unclaimed(withDigest(remembered, d)));
      if (same.isPresent()) {
        add(message, same.get(), true);
      } else {
        unproven.add(message);
      }
    }
    for (Message message : unproven) {
      Optional<SeenMessage> same =
          digest(message).isEmpty()
              ? sameSizeIfEnough(message, unproven, remembered)
              : Optional.empty();
      same.ifPresentOrElse(
          one -> add(message, one, false), () -> fresh(Identity.Kind.UID, uid, message));
    }
  }

  /// Without digests: a memory for `message`, when there is one for each message of its size.
  private Optional<SeenMessage> sameSizeIfEnough(
      Message message, List<Message> listed, List<SeenMessage> remembered) {
    if (message.octets() < 0) {
      return Optional.empty();
    }
    List<SeenMessage> alike =
        remembered.stream()
            .filter(one -> one.deleted().isEmpty() && one.octets() == message.octets())
            .toList();
    long needed = listed.stream().filter(m -> m.octets() == message.octets()).count();
    return alike.size() >= needed ? unclaimed(alike) : Optional.empty();
  }

  private void identifyByHeader(Message message) {
    Optional<HeaderDigest> digest = digest(message);
    if (digest.isEmpty()) {
      messages.add(new Identified(message, Optional.empty(), Optional.empty(), false));
      return;
    }
    String hex = digest.get().hex();
    List<SeenMessage> alike = new ArrayList<>(seen.under(Identity.Kind.DIGEST, hex));
    alike.addAll(missing().getOrDefault(digest.get(), List.of()));
    unclaimed(alike)
        .ifPresentOrElse(
            one -> add(message, one, true), () -> fresh(Identity.Kind.DIGEST, hex, message));
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
    Set<Integer> used = new HashSet<>();
    seen.under(kind, text).forEach(one -> used.add(one.id().copy()));
    int copy = 0;
    while (used.contains(copy) || !taken.add(new Identity(kind, text, copy))) {
      copy++;
    }
    return new Identity(kind, text, copy);
  }

  private Optional<SeenMessage> unclaimed(List<SeenMessage> candidates) {
    return candidates.stream()
        .filter(one -> !taken.contains(one.id()))
        .min(Comparator.comparing(one -> one.deleted().isPresent()));
  }

  private static List<SeenMessage> withDigest(List<SeenMessage> remembered, HeaderDigest digest) {
    return remembered.stream().filter(one -> one.digest().equals(Optional.of(digest))).toList();
  }

  private Optional<HeaderDigest> digest(Message message) {
    return Optional.ofNullable(digests.get(message.number()));
  }

  private Map<HeaderDigest, List<SeenMessage>> missing() {
    if (missing == null) {
      missing = known.missingByDigest();
    }
    return missing;
  }
}
