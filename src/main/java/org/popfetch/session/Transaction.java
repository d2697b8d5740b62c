package org.popfetch.session;

import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;

/// The TRANSACTION state (RFC 1939 §5): somebody is logged in and holds the maildrop. One thread
/// owns it; only [#close] may be called by others.
///
/// Commands may be sent ahead of their answers when [#pipelining]; the caller keeps what is
/// unanswered below [Pipeline#MOST_UNANSWERED_OCTETS], so that writing can never block against a
/// server that is itself blocked writing.
@SuppressWarnings("DoNotCallSuggester")
public final class Transaction implements AutoCloseable {

  /// What the server announced after the login.
  public Capabilities capabilities() {
    throw new UnsupportedOperationException();
  }

  /// Whether commands may be sent while others are unanswered. Otherwise [#send] demands that all
  /// are answered: lock-step.
  public boolean pipelining() {
    throw new UnsupportedOperationException();
  }

  /// Whether `TOP` is worth a try: announced, or the server announces nothing at all.
  public boolean hasTop() {
    throw new UnsupportedOperationException();
  }

  /// The maildrop: `UIDL` and `LIST`, in one flight when [#pipelining]. To be asked for while
  /// nothing is unanswered. `UIDL` is tried whatever was announced.
  ///
  /// @return with [Maildrop#hasUidl] false when the server refused `UIDL` for good
  /// @throws Failed `SERVER_REFUSED` when the server says no for now, `PROTOCOL`, `UNREACHABLE`
  public Maildrop maildrop() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Queues a command; it leaves with the next wait for an answer at the latest.
  ///
  /// @throws IllegalStateException in lock-step, when something is unanswered
  /// @throws Failed `PROTOCOL` when nothing is unanswered and the server said something all the
  ///   same; `UNREACHABLE`
  public void send(Command command) throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Commands sent whose answers have not been read.
  public int unanswered() {
    throw new UnsupportedOperationException();
  }

  /// The answer to the oldest unanswered command.
  ///
  /// @throws IllegalStateException when nothing is unanswered, or the last body was neither drained
  ///   nor skipped
  /// @throws Failed `PROTOCOL`, `UNREACHABLE`
  public Turn next() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Reads and drops what is left of a body whose drain was cut short by an error of the taker's.
  /// Does nothing when nothing is left.
  public void skip() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Whether the answers seem to be out of step with the commands.
  public Suspicion suspicion() {
    throw new UnsupportedOperationException();
  }

  /// Says `QUIT` and waits for the answer, after deletions ten times as long as otherwise (RFC 1939
  /// §6). Everything else must have been answered. Then closes.
  ///
  /// @return the answer: an `-ERR` means that some or all deletions were not committed
  /// @throws Failed when no answer came: whether anything was deleted is unknown
  public Reply quit() throws Failed {
    throw new UnsupportedOperationException();
  }

  /// Says `QUIT` without waiting for the answer, and closes: for sessions that deleted nothing.
  /// Never fails.
  public void leave() {
    throw new UnsupportedOperationException();
  }

  /// Closes the raw socket, from any thread; never hangs. Without [#quit] the server deletes
  /// nothing.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
