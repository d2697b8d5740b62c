package org.popfetch.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popfetch.plan.Identified;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failure;
import org.popfetch.seen.Identity;

/// The messages to be deleted on the server: waiting for `DELE`, for its answer, for `QUIT`. Owned
/// by the session's thread.
final class Deletions {
  private final Chronicle chronicle;
  private final Deque<Doomed> waiting = new ArrayDeque<>();
  private final Map<Integer, Doomed> asked = new HashMap<>();
  private final List<Identity> marked = new ArrayList<>();

  private record Doomed(Identified what, Identity id) {
    int number() {
      return what.message().number();
    }
  }

  Deletions(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /// @param id what the message is recorded by as delivered
  void add(Identified what, Identity id) {
    waiting.add(new Doomed(what, id));
  }

  /// Leaves to the next run what was not asked for yet.
  ///
  /// @return how many messages that are
  int postpone() {
    int postponed = waiting.size();
    waiting.clear();
    return postponed;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// The next command to send; only when not [#isEmpty].
  Command.Dele next() {
    Doomed one = waiting.remove();
    asked.put(one.number(), one);
    return new Command.Dele(one.number());
  }

  void answered(Command.Dele command, Reply reply) {
    Doomed one = asked.remove(command.number());
    if (one == null) {
      throw new IllegalStateException("the deletion of " + command.number() + " was not asked for");
    }
    if (reply instanceof Reply.Ok) {
      marked.add(one.id);
      chronicle.marked(one.what);
    } else {
      chronicle.failed(one.what, refusal(one, reply));
    }
  }

  private static Failure refusal(Doomed one, Reply reply) {
    return new Failure(
        Failure.Kind.SERVER_REFUSED,
        "deleting message " + one.number() + " on the server",
        "the server answered \"" + reply + "\"",
        "it is safe here, and stays there until the next run");
  }

  /// What the server marked, and will delete when it commits at `QUIT` (RFC 1939 §6).
  List<Identity> marked() {
    return marked;
  }
}
