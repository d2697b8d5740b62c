package org.popfetch.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.pop3.Uid;
import org.popfetch.pop3.UidGroups;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// A maildrop beside what was seen: who shares a uid with whom. What [Questions] are about, and
/// what an [Identification] works from.
///
/// Most messages of a large maildrop are settled: their uid shows that they were seen, and nothing
/// is to be done about them. They are counted here, and nobody looks at them any more.
public final class Known {
  private final Seen seen;
  private final UidGroups named;
  private final List<Message> nameless;

  /// Where settled messages stand in `named`.
  private final BitSet settled = new BitSet();

  private final List<Group> open = new ArrayList<>();

  /// The messages of a uid, in the order of their numbers, and what is remembered under it.
  private record Group(String uid, List<Message> listed, List<SeenMessage> remembered) {}

  /// Nothing is settled.
  public Known(Maildrop maildrop, Seen seen) {
    this(maildrop, seen, _ -> false);
  }

  /// @param isSettled of a message that is listed, and is what was seen, whether nothing is to be
  ///   done
  public Known(Maildrop maildrop, Seen seen, Predicate<SeenMessage> isSettled) {
    this.seen = seen;
    this.named = maildrop.byUid();
    this.nameless = maildrop.nameless();
    group(isSettled);
  }

  private void group(Predicate<SeenMessage> isSettled) {
    for (int i = 0; i < named.size(); i++) {
      List<Message> listed = named.get(i);
      String uid = uid(listed);
      List<SeenMessage> remembered = seen.under(Identity.Kind.UID, uid);
      if (isPlain(listed, remembered) && isSettled.test(remembered.getFirst())) {
        settled.set(i);
      } else {
        open.add(new Group(uid, listed, remembered));
      }
    }
  }

  private static String uid(List<Message> listed) {
    return listed.getFirst().uid().orElseThrow().latin1();
  }

  Seen seen() {
    return seen;
  }

  /// How many messages are settled.
  int settled() {
    return settled.cardinality();
  }

  /// Whether a message that is remembered is listed, and settled.
  boolean isSettled(SeenMessage one) {
    int at = one.id().kind() == Identity.Kind.UID ? indexOf(one.id().text()) : -1;
    return at >= 0 && settled.get(at);
  }

  /// Hands out the messages of each uid that are not settled, in the order of their numbers; most
  /// lists hold one.
  void forEachUid(Taker taker) {
    open.forEach(one -> taker.take(one.uid, one.listed, one.remembered));
  }

  /// Takes the messages of one uid, and what is remembered under it.
  @FunctionalInterface
  interface Taker {
    void take(String uid, List<Message> listed, List<SeenMessage> remembered);
  }

  /// The messages that the server gave no uid for.
  List<Message> nameless() {
    return nameless;
  }

  /// Whether the uid alone settles it: one message, one memory, not contradicted by the size, and
  /// not the memory of a message that was deleted, whose uid a server may have given to another
  /// one.
  static boolean isPlain(List<Message> listed, List<SeenMessage> remembered) {
    return listed.size() == 1
        && remembered.size() == 1
        && !remembered.getFirst().isDeleted()
        && sameSize(listed.getFirst(), remembered.getFirst());
  }

  static boolean sameSize(Message message, SeenMessage one) {
    return message.octets() < 0 || one.octets() < 0 || message.octets() == one.octets();
  }

  /// Whether unknown uids may belong to messages that are known by something else: the server was
  /// migrated (most of what should be there is gone, and as much that is unknown has come), or it
  /// gave no uids before.
  ///
  /// @param strangers how many unknown uids there are
  boolean strangersMayBeKnown(int strangers) {
    if (strangers == 0) {
      return false;
    }
    long expected = 0;
    long missing = 0;
    for (SeenMessage one : seen.all()) {
      if (one.isDeleted() || one.isGone()) {
        continue;
      }
      if (one.id().kind() == Identity.Kind.DIGEST) {
        return true;
      }
      expected++;
      missing += isListed(one.id().text()) ? 0 : 1;
    }
    return missing * 2 > expected && strangers * 2L >= missing;
  }

  private boolean isListed(String uid) {
    return indexOf(uid) >= 0;
  }

  /// Where a message with this uid stands in `named`; negative when none does.
  private int indexOf(String uid) {
    return Uid.isValid(uid) ? named.find(new Uid(uid)) : -1;
  }

  /// What is remembered and was not deleted, by header digest, without those whose uid is listed.
  Map<HeaderDigest, Queue<SeenMessage>> missingByDigest() {
    Map<HeaderDigest, Queue<SeenMessage>> all = new HashMap<>();
    for (SeenMessage one : seen.all()) {
      boolean listed = one.id().kind() == Identity.Kind.UID && isListed(one.id().text());
      if (!listed && !one.isDeleted()) {
        one.digest().ifPresent(d -> all.computeIfAbsent(d, _ -> new ArrayDeque<>(1)).add(one));
      }
    }
    return all;
  }
}
