package org.popfetch.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// Which headers must be compared before anything can be decided: those of messages whose uid does
/// not settle who they are, and of those that are about to be deleted without having been retrieved
/// in this session. No more of the latter than one session may delete.
public final class Questions {
  private final Policy policy;
  private final boolean clockIsPlausible;
  private final SortedSet<Integer> numbers = new TreeSet<>();
  private final Set<Integer> putOff = new HashSet<>();
  private final SortedSet<Integer> due = new TreeSet<>();
  private int strangers;

  private Questions(Seen seen, Policy policy) {
    this.policy = policy;
    this.clockIsPlausible = policy.clockIsPlausible(seen);
  }

  public static Questions about(Known known, Policy policy) {
    var questions = new Questions(known.seen(), policy);
    questions.askAll(known);
    return questions;
  }

  /// The numbers of the messages whose headers to ask for, by `TOP n 0`; none when the server has
  /// no `TOP`.
  public SortedSet<Integer> numbers() {
    return numbers;
  }

  /// The numbers of the messages that another session is to delete.
  public Set<Integer> putOff() {
    return putOff;
  }

  private void askAll(Known known) {
    known.forEachUid((_, listed, remembered) -> {
      if (remembered.isEmpty()) {
        strangers++;
      } else if (!Known.isPlain(listed, remembered)) {
        ask(listed);
      } else if (isDue(remembered.getFirst())) {
        due.add(listed.getFirst().number());
      }
    });
    if (policy.canTop() && known.strangersMayBeKnown(strangers)) {
      askStrangers(known);
    }
    ask(known.nameless());
    askDue();
  }

  private void askStrangers(Known known) {
    known.forEachUid((_, listed, remembered) -> {
      if (remembered.isEmpty()) {
        ask(listed);
      }
    });
  }

  private boolean isDue(SeenMessage one) {
    return !policy.refetch() && policy.concerns(one.id()) && policy.isDue(one, clockIsPlausible);
  }

  private void askDue() {
    int room = policy.limits().commitEvery().orElse(Integer.MAX_VALUE);
    for (int number : due) {
      if (room-- > 0) {
        ask(number);
      } else {
        putOff.add(number);
      }
    }
  }

  private void ask(List<Message> messages) {
    messages.forEach(message -> ask(message.number()));
  }

  private void ask(int number) {
    if (policy.canTop()) {
      numbers.add(number);
    }
  }
}
