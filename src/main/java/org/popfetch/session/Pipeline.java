package org.popfetch.session;

import java.util.List;
import java.util.Optional;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;

/// Keeps a window of commands unanswered, and proves by fences which answer belongs to which
/// message.
///
/// A *fence* is `UIDL n`, whose answer names the number and the unique-id of a message whose uid is
/// known. After every few `RETR` or `TOP` one is put into the stream by itself; when its answer
/// matches, nothing was lost, surplus or cut short before it, and the messages before it are
/// *credited*: what was received for them is theirs. Until then it must not be delivered.
///
/// In lock-step, or where the server has no `UIDL`, one command is unanswered at a time, and a
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
@SuppressWarnings("DoNotCallSuggester")
public final class Pipeline {
  /// The most commands that are unanswered at a time, fences included.
  public static final int MOST_UNANSWERED = 64;

  /// The most octets of commands that are unanswered at a time: what any server's receive buffer
  /// takes while it writes to us and does not read.
  public static final int MOST_UNANSWERED_OCTETS = 4096;

  /// @param transaction with nothing unanswered; its commands go through here from now on
  /// @param maildrop as listed in this session; knows the uids
  public Pipeline(Transaction transaction, Maildrop maildrop) {
    throw new UnsupportedOperationException();
  }

  /// Whether one more command may be sent now.
  public boolean hasRoom() {
    throw new UnsupportedOperationException();
  }

  /// Sends a command, and a fence behind it when one is due.
  ///
  /// @throws IllegalStateException when there is no room
  public void send(Command command) throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Closes the group: what was retrieved so far is to be credited without waiting for more
  /// commands. To be called when there is nothing to send for the moment; does nothing when nothing
  /// waits for credit.
  public void fence() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Whether [#next] has something to wait for: an answer, or credit that [#fence] asked for.
  public boolean isBusy() {
    throw new UnsupportedOperationException();
  }

  /// The next answer, in the order sent; nothing when it was a fence's. A body must be drained (or
  /// skipped by [Transaction#skip]) before the next call.
  ///
  /// @throws IllegalStateException when not [#isBusy]
  /// @throws Failed `PROTOCOL` when the answers are out of step ([Transaction#suspicion] says so
  ///   then), and whatever [Transaction#next] throws
  public Optional<Turn> next() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// The `RETR` and `TOP` commands that were credited since the last call, in the order sent. Those
  /// that the server refused are not among them.
  public List<Command> credited() {
    throw new UnsupportedOperationException();
  }
}
