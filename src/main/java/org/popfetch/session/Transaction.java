package org.popfetch.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Bare;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;
import org.popfetch.wire.MessageStream;
import org.popfetch.wire.TlsFacts;

/// The TRANSACTION state (RFC 1939 §5): somebody is logged in and holds the maildrop. One thread
/// owns it; only [#close] may be called by others.
///
/// Commands may be sent ahead of their answers when [#pipelining]; the caller keeps what is
/// unanswered below [Pipeline#MOST_UNANSWERED_OCTETS], so that writing can never block against a
/// server that is itself blocked writing.
public final class Transaction implements AutoCloseable {
  private final Connection connection;
  private final Dialogue dialogue;
  private final Capabilities capabilities;
  private final boolean pipelining;
  private boolean listing;
  private final Queue<Command> unanswered = new ArrayDeque<>();
  private @Nullable Arrival arrival;

  /// Commands sent since nothing was unanswered.
  private int flight;

  private int deletions;
  private Suspicion suspicion = Suspicion.NONE;

  /// @param listing whether `UIDL` and `LIST` were sent with the login: [#maildrop] has to be the
  ///   first that is heard then
  Transaction(
      Connection connection, Capabilities capabilities, boolean pipelining, boolean listing) {
    this.connection = connection;
    this.dialogue = new Dialogue(connection);
    this.capabilities = capabilities;
    this.pipelining = pipelining;
    this.listing = listing;
    if (listing) {
      unanswered.add(Bare.UIDL);
      unanswered.add(Bare.LIST);
      flight = 2;
    }
  }

  /// What the server announced after the login.
  public Capabilities capabilities() {
    return capabilities;
  }

  /// What TLS agreed on, when it is on.
  public Optional<TlsFacts> tls() {
    return connection.tls();
  }

  /// Whether commands may be sent while others are unanswered. Otherwise [#send] demands that all
  /// are answered: lock-step.
  public boolean pipelining() {
    return pipelining;
  }

  /// Whether `TOP` is worth a try: announced, or the server announces nothing at all.
  public boolean hasTop() {
    return capabilities.has("TOP") || !capabilities.isKnown();
  }

  /// Asks ahead for what [#maildrop] will hear, where that goes in one flight: the answers are on
  /// their way while the caller sees to something else that has to be ready for them.
  ///
  /// @throws Failed as [#send]
  public void askMaildrop() throws Failed {
    if (!listing && pipelining) {
      send(Bare.UIDL);
      send(Bare.LIST);
      dialogue.flush(Bare.UIDL);
      listing = true;
    }
  }

  /// The maildrop: `UIDL` and `LIST`, in one flight when [#pipelining]. To be asked for while
  /// nothing is unanswered but what the login, or [#askMaildrop], took with it. `UIDL` is tried
  /// whatever was announced.
  ///
  /// @return with [Maildrop#hasUidl] false when the server refused `UIDL` for good
  /// @throws Failed `SERVER_REFUSED` when the server says no for now, `PROTOCOL`, `UNREACHABLE`
  public Maildrop maildrop() throws Failed {
    boolean asked = listing;
    listing = false;
    return new ScanListing(this, asked).read();
  }

  /// Queues a command; it leaves with the next wait for an answer at the latest.
  ///
  /// @throws IllegalStateException in lock-step, when something is unanswered
  /// @throws Failed `PROTOCOL` when nothing is unanswered and the server said something all the
  ///   same; `UNREACHABLE`
  public void send(Command command) throws Failed {
    if (isIdle()) {
      flight = 0;
      judged(() -> dialogue.demandSilence(command));
    } else if (!pipelining) {
      throw new IllegalStateException("in lock-step something is unanswered");
    }
    dialogue.say(command);
    unanswered.add(command);
    flight++;
  }

  private boolean isIdle() {
    return unanswered.isEmpty() && (arrival == null || arrival.stream.isComplete());
  }

  /// Commands sent whose answers have not been read.
  public int unanswered() {
    return unanswered.size();
  }

  /// The answer to the oldest unanswered command.
  ///
  /// @throws IllegalStateException when nothing is unanswered, or the last body was neither drained
  ///   nor skipped
  /// @throws Failed `PROTOCOL`, `UNREACHABLE`
  public Turn next() throws Failed {
    Command command = oldest();
    Reply reply = hear(command, dialogue.patience().answerTo(command));
    return switch (reply) {
      case Reply.Ok ok when command.answer() != Command.Answer.STATUS ->
          new Turn.Body(command, ok, arrive(command));
      case Reply.Ok _, Reply.Err _, Reply.Challenge _, Reply.Unintelligible _ ->
          new Turn.Answer(command, reply);
    };
  }

  private Command oldest() {
    Command command = unanswered.peek();
    if (command == null) {
      throw new IllegalStateException("nothing is unanswered");
    }
    return command;
  }

  /// The next answer, when its body is a listing.
  ///
  /// @param taker gets the lines as they come; none with an `-ERR`
  Reply nextListing(int most, OctetTaker taker) throws Failed {
    Command command = oldest();
    Reply reply = hear(command, dialogue.patience().answerTo(command));
    if (reply instanceof Reply.Ok) {
      judged(() -> dialogue.listing(command, most, taker));
    }
    return reply;
  }

  private Reply hear(Command command, Duration patience) throws Failed {
    if (arrival != null && !arrival.stream.isComplete()) {
      throw new IllegalStateException("the last body was neither drained nor skipped");
    }
    dialogue.flush(command);
    Reply reply = judged(() -> dialogue.hear(command, patience));
    if (reply instanceof Reply.Challenge) {
      suspicion = Suspicion.OUT_OF_STEP;
      throw Dialogue.noReply(command, "\"+ " + reply.text() + '"');
    }
    unanswered.remove();
    count(command, reply);
    return reply;
  }

  private void count(Command command, Reply reply) {
    if (reply instanceof Reply.Ok) {
      if (command instanceof Command.Dele) {
        deletions++;
      } else if (command == Bare.RSET) {
        deletions = 0;
      }
    }
  }

  private Arrival arrive(Command command) {
    arrival = new Arrival(command, dialogue.message());
    return arrival;
  }

  /// A message on its way.
  private final class Arrival implements Turn.Content {
    private final Command command;
    private final MessageStream stream;

    Arrival(Command command, MessageStream stream) {
      this.command = command;
      this.stream = stream;
    }

    @Override
    public long drainTo(OutputStream out) throws Failed, IOException {
      try {
        return stream.drainTo(out);
      } catch (Failed e) {
        judge(e);
        throw Dialogue.during(command, e);
      }
    }
  }

  /// Reads and drops what is left of a body whose drain was cut short by an error of the taker's.
  /// Does nothing when nothing is left.
  public void skip() throws Failed {
    if (arrival != null) {
      try {
        arrival.drainTo(OutputStream.nullOutputStream());
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  /// Whether the answers seem to be out of step with the commands.
  public Suspicion suspicion() {
    return suspicion;
  }

  /// The answers are out of step: what to throw.
  Failed outOfStep(Turn fence) {
    String said =
        switch (fence) {
          case Turn.Answer(Command _, Reply.Err err) -> err.toString();
          case Turn.Answer(Command _, Reply reply) -> "+OK " + reply.text();
          case Turn.Body(Command _, Reply.Ok ok, Turn.Content _) -> "+OK " + ok.text();
        };
    suspicion = Suspicion.OUT_OF_STEP;
    return new Failed(
        Kind.PROTOCOL,
        "fetching messages",
        "answers and commands are out of step: the server answered \""
            + said
            + "\" to "
            + fence.command().masked(),
        "what was fetched last does not count; the next run asks one at a time");
  }

  @FunctionalInterface
  private interface Step<T> {
    T take() throws Failed;
  }

  @FunctionalInterface
  private interface Check {
    void take() throws Failed;
  }

  private void judged(Check check) throws Failed {
    judged(() -> {
      check.take();
      return true;
    });
  }

  private <T> T judged(Step<T> step) throws Failed {
    try {
      return step.take();
    } catch (Failed e) {
      judge(e);
      throw e;
    }
  }

  private void judge(Failed e) {
    if (e.failure().kind() == Kind.PROTOCOL) {
      suspicion = Suspicion.OUT_OF_STEP;
    } else if (connection.fellSilent() && flight > 1) {
      suspicion = Suspicion.SILENCE;
    }
  }

  /// Says `QUIT` and waits for the answer, after deletions ten times as long as otherwise (RFC 1939
  /// §6). Everything else must have been answered. Then closes.
  ///
  /// @return the answer: an `-ERR` means that some or all deletions were not committed
  /// @throws Failed when no answer came: whether anything was deleted is unknown
  public Reply quit() throws Failed {
    if (!isIdle()) {
      throw new IllegalStateException("something is unanswered");
    }
    try (this) {
      send(Bare.QUIT);
      return hear(
          Bare.QUIT,
          deletions > 0
              ? dialogue.patience().answerToQuitAfterDeletions()
              : dialogue.patience().timeout());
    }
  }

  /// Says `QUIT` without waiting for the answer, and closes: for sessions that deleted nothing.
  /// Never fails.
  public void leave() {
    try (this) {
      dialogue.say(Bare.QUIT);
      dialogue.flush(Bare.QUIT);
    } catch (Failed e) {
      // The server finds out in its own time.
    }
  }

  /// Closes the raw socket, from any thread; never hangs. Without [#quit] the server deletes
  /// nothing.
  @Override
  public void close() {
    connection.close();
  }
}
