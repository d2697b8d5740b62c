package org.popfetch.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// A maildrop beside what was seen: who shares a uid with whom.
final class Known {
  private final Seen seen;
  private final SequencedMap<String, List<Message>> byUid = new LinkedHashMap<>();
  private final List<Message> nameless = new ArrayList<>();

  Known(Maildrop maildrop, Seen seen) {
    this.seen = seen;
    for (Message message : maildrop.messages()) {
      message
          .uid()
          .map(uid -> byUid.computeIfAbsent(uid.latin1(), _ -> new ArrayList<>(1)))
          .orElse(nameless)
          .add(message);
    }
  }

  /// The messages that have a uid, by its text; most lists hold one.
  SequencedMap<String, List<Message>> byUid() {
    return byUid;
  }

  /// The messages that the server gave no uid for.
  List<Message> nameless() {
    return nameless;
  }

  List<SeenMessage> remembered(String uid) {
    return seen.under(Identity.Kind.UID, uid);
  }

  /// Whether the uid alone settles it: one message, one memory, not contradicted by the size, and
  /// not the memory of a message that was deleted, whose uid a server may have given to another
  /// one.
  static boolean isPlain(List<Message> listed, List<SeenMessage> remembered) {
    return listed.size() == 1
        && remembered.size() == 1
        && remembered.getFirst().deleted().isEmpty()
        && sameSize(listed.getFirst(), remembered.getFirst());
  }

  static boolean sameSize(Message message, SeenMessage one) {
    return message.octets() < 0 || one.octets() < 0 || message.octets() == one.octets();
  }

  /// Whether unknown uids may belong to messages that are known by something else: the server was
  /// migrated (most of what should be there is gone, and as much that is unknown has come), or it
  /// gave no uids before.
  boolean strangersMayBeKnown() {
    long strangers = byUid.keySet().stream().filter(uid -> remembered(uid).isEmpty()).count();
    if (strangers == 0) {
      return false;
    }
    long expected = 0;
    long missing = 0;
    for (SeenMessage one : seen.all()) {
      if (one.deleted().isPresent() || one.gone().isPresent()) {
        continue;
      }
      if (one.id().kind() == Identity.Kind.DIGEST) {
        return true;
      }
      expected++;
      missing += byUid.containsKey(one.id().text()) ? 0 : 1;
    }
    return missing * 2 > expected && strangers * 2 >= missing;
  }

  /// What is remembered and was not deleted, by header digest, without those whose uid is listed.
  Map<HeaderDigest, Queue<SeenMessage>> missingByDigest() {
    Map<HeaderDigest, Queue<SeenMessage>> all = new HashMap<>();
    for (SeenMessage one : seen.all()) {
      boolean listed = one.id().kind() == Identity.Kind.UID && byUid.containsKey(one.id().text());
      if (!listed && one.deleted().isEmpty()) {
        one.digest().ifPresent(d -> all.computeIfAbsent(d, _ -> new ArrayDeque<>(1)).add(one));
      }
    }
    return all;
  }
}
