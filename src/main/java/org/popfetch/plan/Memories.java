package org.popfetch.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.popfetch.message.HeaderDigest;
import org.popfetch.seen.Identity;
import org.popfetch.seen.SeenMessage;

/// All that is remembered under one uid; shared by every [Doubt] about a message that bears it,
/// because a server may give one uid to thousands.
public final class Memories {
  private final Map<HeaderDigest, SeenMessage> byHeader = new HashMap<>();
  private final Set<Identity> due = new HashSet<>();
  private final Iterator<Integer> freeCopies;

  Memories(List<SeenMessage> all, Predicate<SeenMessage> isDue) {
    Set<Integer> copies = new HashSet<>();
    for (SeenMessage one : all) {
      copies.add(one.id().copy());
      one.digest().ifPresent(header -> byHeader.putIfAbsent(header, one));
      if (isDue.test(one)) {
        due.add(one.id());
      }
    }
    freeCopies =
        IntStream.iterate(0, copy -> copy + 1).filter(copy -> !copies.contains(copy)).iterator();
  }

  Optional<SeenMessage> of(HeaderDigest header) {
    return Optional.ofNullable(byHeader.get(header));
  }

  boolean isDue(SeenMessage one) {
    return due.contains(one.id());
  }

  /// A copy index that no memory has; another one at each call.
  int freeCopy() {
    return freeCopies.next();
  }
}
