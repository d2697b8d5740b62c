package org.popfetch.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.Command.UidlOne;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Failed;

/// Keeps a window of commands unanswered, and proves by fences which answer belongs to which
/// message.
///
/// A *fence* is `UIDL n`, whose answer names the number and the unique-id of a message whose uid is
/// known. After every few `RETR` or `TOP` one is put into the stream by itself; when its answer
/// matches, nothing was lost, surplus or cut short before it, and the messages before it are
/// *credited*: what was received for them is theirs. Until then it must not be delivered.
///
/// In lock-step, or where the server has no unique-ids, one command is unanswered at a time, and a
/// message is credited when the next command got an answer that makes sense: a message that ended
/// early, because the server did not stuff its dots, would have spilled into it.
///
/// The caller's loop:
///
///     while (pipeline.isBusy() || more to send) {
///       while (more to send && pipeline.hasRoom()) pipeline.send(…);
///       if (nothing to send now) pipeline.fence();
///       pipeline.next().ifPresent(turn -> …);
///       for (Command retrieved : pipeline.credited()) …
///     }
public final class Pipeline {
  /// The most commands that are unanswered at a time, fences included; fewer at the beginning.
  public static final int MOST_UNANSWERED = 256;

  /// The most octets of commands that are unanswered at a time: what any server's receive buffer
  /// takes while it writes to us and does not read.
  public static final int MOST_UNANSWERED_OCTETS = 4096;

  private final Transaction transaction;
  private final boolean lockStep;
  private final Window window = new Window(MOST_UNANSWERED, MOST_UNANSWERED_OCTETS);
  private final Group group = new Group();
  private final Maildrop maildrop;
  private final Set<Integer> deleted = new HashSet<>();
  private final List<Command> retrieved = new ArrayList<>();
  private List<Command> credited = new ArrayList<>();
  private boolean fenceWanted;

  /// Takes over a transaction with nothing unanswered; its commands go through here from now on.
  ///
  /// @param maildrop as listed in this session; knows the uids
  public Pipeline(Transaction transaction, Maildrop maildrop) {
    this.transaction = transaction;
    this.maildrop = maildrop;
    this.lockStep = !transaction.pipelining() || anyFence().isEmpty();
  }

  /// Whether one more command may be sent now.
  public boolean hasRoom() {
    return lockStep ? window.isEmpty() : window.hasRoom();
  }

  /// Sends a command, and a fence behind it when one is due.
  ///
  /// @throws IllegalStateException when there is no room
  public void send(Command command) throws Failed {
    if (!hasRoom()) {
      throw new IllegalStateException("no room for another command");
    }
    submit(command, false);
    fenceWanted = false;
    switch (command) {
      case Command.Retr(int number) -> group.add(number, size(number));
      case Command.Top(int number, int _) -> group.add(number, 0);
      case Command.Dele(int number) -> deleted.add(number);
      case Command _ -> {}
    }
    if (!lockStep && group.isFull()) {
      fence();
    }
  }

  private void submit(Command command, boolean isFence) throws Failed {
    transaction.send(command);
    window.add(command, isFence);
  }

  /// Closes the group: what was retrieved so far is to be credited without waiting for more
  /// commands. To be called when there is nothing to send for the moment; does nothing when nothing
  /// waits for credit.
  public void fence() throws Failed {
    if (lockStep) {
      fenceWanted = true;
    } else if (!group.isEmpty()) {
      submit(fenceAfter(group.last()), true);
      group.clear();
    }
  }

  private long size(int number) {
    return maildrop.message(number).map(one -> Math.max(0, one.octets())).orElse(0L);
  }

  /// The fence to put behind message `number`: about that message, or about another one when it has
  /// no uid that would prove anything; a mere sign of life when no message has.
  private Command fenceAfter(int number) {
    return !deleted.contains(number) && uid(number).isPresent()
        ? new UidlOne(number)
        : anyFence().map(Command.class::cast).orElse(Bare.NOOP);
  }

  private Optional<UidlOne> anyFence() {
    return maildrop.messages().stream()
        .filter(one -> !deleted.contains(one.number()) && one.uid().isPresent())
        .map(one -> new UidlOne(one.number()))
        .findFirst();
  }

  private Optional<Uid> uid(int number) {
    return maildrop.message(number).flatMap(Maildrop.Message::uid);
  }

  /// Whether [#next] has something to wait for: an answer, or credit that [#fence] asked for.
  public boolean isBusy() {
    return !window.isEmpty() || (fenceWanted && !retrieved.isEmpty());
  }

  /// The next answer, in the order sent; nothing when it was a fence's. A body must be drained (or
  /// skipped by [Transaction#skip]) before the next call.
  ///
  /// @throws IllegalStateException when not [#isBusy]
  /// @throws Failed `PROTOCOL` when the answers are out of step ([Transaction#suspicion] says so
  ///   then), and whatever [Transaction#next] throws
  public Optional<Turn> next() throws Failed {
    if (!isBusy()) {
      throw new IllegalStateException("nothing is unanswered");
    }
    if (window.isEmpty()) {
      submit(fenceAfter(number(retrieved.getLast())), true);
    }
    Turn turn = transaction.next();
    boolean isFence = window.remove();
    if (isFence ? !passes(turn) : isForFence(turn)) {
      throw transaction.outOfStep(turn);
    }
    if (isFence || lockStep) {
      credited.addAll(retrieved);
      retrieved.clear();
    }
    if (turn instanceof Turn.Body && isRetrieval(turn.command())) {
      retrieved.add(turn.command());
    }
    return isFence ? Optional.empty() : Optional.of(turn);
  }

  private boolean passes(Turn turn) {
    return turn instanceof Turn.Answer(Command fence, Reply reply) && passes(fence, reply);
  }

  /// Whether something else got the answer to a fence: then an answer was lost, and what follows is
  /// no body. To wait for its end would take until the deadline.
  private boolean isForFence(Turn turn) {
    if (!(turn instanceof Turn.Body(_, Reply.Ok(var text), _))) {
      return false;
    }
    // Most servers say the size there.
    int number = Maildrop.numberOf(text).orElse(0);
    return window.hasFence(number) && Maildrop.uidOf(number, text).equals(uid(number));
  }

  private boolean passes(Command command, Reply reply) {
    return switch (reply) {
      case Reply.Ok(var text) when command instanceof UidlOne(int number) ->
          Maildrop.uidOf(number, text).equals(uid(number));
      case Reply.Ok _ -> true;
      // In lock-step any answer that makes sense will do, for servers without `UIDL n`.
      case Reply.Err _ -> lockStep;
      case Reply.Challenge _, Reply.Unintelligible _ -> false;
    };
  }

  private static boolean isRetrieval(Command command) {
    return command instanceof Command.Retr || command instanceof Command.Top;
  }

  private static int number(Command command) {
    return switch (command) {
      case Command.Retr(int number) -> number;
      case Command.Top(int number, int _) -> number;
      case Command _ -> 0;
    };
  }

  /// The `RETR` and `TOP` commands that were credited since the last call, in the order sent. Those
  /// that the server refused are not among them.
  public List<Command> credited() {
    List<Command> since = credited;
    credited = new ArrayList<>();
    return since;
  }
}
