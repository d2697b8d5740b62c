package org.popfetch.plan;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.seen.Seen;
import org.popfetch.seen.SeenMessage;

/// Which headers must be compared before anything can be decided: those of messages whose uid does
/// not settle who they are, and of those that are about to be deleted without having been retrieved
/// in this session.
public final class Questions {
  private final Policy policy;
  private final Known known;
  private final boolean clockIsPlausible;
  private final SortedSet<Integer> numbers = new TreeSet<>();

  private Questions(Maildrop maildrop, Seen seen, Policy policy) {
    this.policy = policy;
    this.known = new Known(maildrop, seen);
    this.clockIsPlausible = policy.clockIsPlausible(seen);
  }

  /// The numbers of the messages whose headers to ask for, by `TOP n 0`; none when the server has
  /// no `TOP`.
  public static SortedSet<Integer> about(Maildrop maildrop, Seen seen, Policy policy) {
    var questions = new Questions(maildrop, seen, policy);
    if (policy.canTop()) {
      questions.askAll();
    }
    return questions.numbers;
  }

  private void askAll() {
    boolean strangers = known.strangersMayBeKnown();
    known
        .byUid()
        .forEach((uid, listed) -> {
          List<SeenMessage> remembered = known.remembered(uid);
          if (remembered.isEmpty() ? strangers : !isSettled(listed, remembered)) {
            ask(listed);
          }
        });
    ask(known.nameless());
  }

  private boolean isSettled(List<Message> listed, List<SeenMessage> remembered) {
    return Known.isPlain(listed, remembered)
        && (policy.refetch() || !policy.isDue(remembered.getFirst(), clockIsPlausible));
  }

  private void ask(List<Message> messages) {
    messages.forEach(message -> numbers.add(message.number()));
  }
}
