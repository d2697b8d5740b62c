package org.popfetch.faults.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What is on the server, from session to session.
public final class Mailbox {
  private final List<Letter> letters = new ArrayList<>();

  public synchronized void add(Letter... more) {
    letters.addAll(List.of(more));
  }

  /// Puts other letters in place of all that are there.
  public synchronized void replace(Letter... others) {
    letters.clear();
    letters.addAll(List.of(others));
  }

  public synchronized List<Letter> letters() {
    return List.copyOf(letters);
  }

  /// The numbers of what is there.
  public List<Integer> numbers() {
    return letters().stream().map(Letter::number).toList();
  }

  synchronized void remove(Collection<Letter> gone) {
    Set<Letter> those = Collections.newSetFromMap(new IdentityHashMap<>()); // equal ones stay
    those.addAll(gone);
    letters.removeIf(those::contains);
  }
}
