package org.popfetch.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.Secret;
import org.popfetch.account.Tls;
import org.popfetch.pop3.Capabilities;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.MessageLine;
import org.popfetch.pop3.Command.Typed;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.wire.Connection;
import org.popfetch.wire.TlsFacts;
import org.popfetch.wire.Transcript;

/// A conversation that somebody leads by hand, line by line, in whatever state it is: what is typed
/// goes to the server as it is, and what comes back is handed out as it came. It follows what is
/// said, so that it knows the state, what is marked as deleted, and what the next line will be
/// taken for. One thread owns it; only [#close] may be called by others.
///
/// In lock-step: the body of an answer must be taken, by [#body], before the next line is said.
public final class Conversation implements AutoCloseable {
  /// More lines than anybody waits for, of those that answer nothing.
  private static final int MOST_UNASKED = 1000;

  /// The session states (RFC 1939 §3).
  public enum State {
    /// Nobody is logged in yet.
    AUTHORIZATION,
    /// Somebody holds the maildrop.
    TRANSACTION,
    /// `QUIT` was said in the TRANSACTION state: the server deletes what was marked.
    UPDATE,
    /// There is no connection: none yet, or it ended.
    CLOSED
  }

  /// What the next line is taken for.
  public enum Expecting {
    COMMAND,
    /// The answer to a SASL challenge (RFC 5034 §4).
    SASL_RESPONSE,
    /// A line of the message that `XTND XMIT` sends; a lone dot ends it.
    MESSAGE_LINE
  }

  /// The first line of an answer.
  ///
  /// @param line all of it, as it came
  /// @param reply what it means
  /// @param hasBody whether more lines follow, to be taken by [#body]
  public record Answer(ServerText line, Reply reply, boolean hasBody) {}

  private final Account account;
  private final Consumer<String> phases;
  private final Consumer<ServerText> unasked;
  private final Approach approach;
  private final Standing standing = new Standing();
  private volatile @Nullable Connection connection;
  private @Nullable Authorization authorization;
  private @Nullable Transaction transaction;

  /// Connects to nothing yet.
  ///
  /// @param account only its server, its protection and, for [#logIn], its user are looked at
  /// @param transcript hears the dialogue
  /// @param phases hears what is being done: "connecting", "logging in"
  /// @param unasked hears what the server says without having been asked
  public Conversation(
      Account account,
      Transcript transcript,
      Consumer<String> phases,
      Consumer<ServerText> unasked) {
    this.account = account;
    this.phases = phases;
    this.unasked = unasked;
    this.approach = new Approach(account, transcript, phases);
  }

  /// Connects, protects the connection as the account wants it, and hears the greeting.
  ///
  /// @return the greeting
  /// @throws Failed as [Opening#open] up to there
  public ServerText open() throws Failed {
    Approach.Arrived arrived = approach.arrive();
    connection = arrived.connection();
    var opening = new Authorization(account, arrived, Acquaintance.STEP_BY_STEP, phases);
    authorization = opening;
    if (account.server().tls().mode() == Tls.Mode.STARTTLS) {
      opening.protect();
    }
    standing.opened();
    return arrived.greeting();
  }

  /// Logs in as the account's user, by the mechanism that suits best.
  ///
  /// @throws Failed as [Opening#open] from there
  public void logIn(Password password) throws Failed {
    try {
      Authorization.Way way = opened().logIn(password);
      standing.loggedIn();
      transaction = transaction(way.learnt().grants());
    } catch (AheadLost impossible) {
      throw impossible.seen();
    }
  }

  private Authorization opened() {
    Authorization opened = authorization;
    if (opened == null) {
      throw new IllegalStateException("not opened yet");
    }
    return opened;
  }

  private Connection connection() {
    Connection made = connection;
    if (made == null) {
      throw new IllegalStateException("not opened yet");
    }
    return made;
  }

  public State state() {
    return standing.state();
  }

  /// What the next line is taken for.
  public Expecting expecting() {
    return standing.expecting();
  }

  /// The numbers of the messages that are marked as deleted: `QUIT` makes that final.
  public SortedSet<Integer> marked() {
    return standing.marked();
  }

  /// What TLS agreed on, when it is on.
  public Optional<TlsFacts> tls() {
    Connection made = connection;
    return made == null ? Optional.empty() : made.tls();
  }

  /// Whether what is said now stays between this machine and the server.
  public boolean isPrivate() {
    return tls().isPresent() || account.server().isLoopback();
  }

  /// What is done with the maildrop in more than one line.
  @FunctionalInterface
  public interface Errand<T> {
    /// @param transaction to be left with nothing unanswered, and not to be closed
    T run(Transaction transaction) throws Failed;
  }

  /// Does something in the same session, between two lines. Asks for the capabilities first when
  /// nobody has since the login.
  ///
  /// @throws IllegalStateException when nobody is logged in, or something is under way
  /// @throws Failed what the errand threw; the connection is closed when that broke it
  public <T> T run(Errand<T> errand) throws Failed {
    if (state() != State.TRANSACTION || !standing.isFree()) {
      throw new IllegalStateException("nobody is logged in, or something is under way");
    }
    try {
      Transaction known = transaction;
      if (known == null) {
        known = transaction(opened().announced());
        transaction = known;
      }
      return errand.run(known);
    } catch (Failed e) {
      if (breaksTheSession(e.failure().kind())) {
        end();
      }
      throw e;
    }
  }

  private static boolean breaksTheSession(Kind kind) {
    return switch (kind) {
      case UNREACHABLE, PROTOCOL, TLS, STOPPED -> true;
      case UNKNOWN_HOST,
          LOGIN_REFUSED,
          NO_PASSWORD,
          SERVER_REFUSED,
          HELD,
          DELIVERY,
          DELIVERY_LATER,
          CANNOT_OPEN,
          CONFIG,
          BUG ->
          false;
    };
  }

  private Transaction transaction(Capabilities capabilities) {
    boolean pipelines =
        Acquaintance.STEP_BY_STEP.pipelines(account.server().pipelining(), capabilities);
    return new Transaction(connection(), capabilities, pipelines, false);
  }

  /// Says a line, whatever it is taken for now, and hears the first line of the answer.
  ///
  /// @param line one octet per character, without a line end
  /// @return nothing when the server does not answer yet: to the lines of a message
  /// @throws Failed `UNREACHABLE`, `PROTOCOL`, `TLS` after `STLS`; the connection is closed then
  public Optional<Answer> say(String line) throws Failed {
    return switch (expecting()) {
      case COMMAND -> Optional.of(say(Typed.of(line)));
      case SASL_RESPONSE -> Optional.of(respond(line));
      case MESSAGE_LINE -> add(line);
    };
  }

  /// Says a command whose answer is known to the caller.
  public Answer say(Typed command) throws Failed {
    if (!standing.isFree()) {
      throw new IllegalStateException("something else is under way");
    }
    return guarded(() -> {
      hearUnasked();
      ServerText line = exchange(command, command);
      return heard(command, line);
    });
  }

  private Answer respond(String base64) throws Failed {
    Typed command = standing.unfinished();
    return guarded(
        () -> heard(command, exchange(new Command.AuthResponse(new Secret(base64)), command)));
  }

  private Optional<Answer> add(String text) throws Failed {
    var line = new MessageLine(text);
    if (!text.equals(".")) {
      guarded(() -> {
        connection().write(line);
        return line;
      });
      return Optional.empty();
    }
    standing.transmitted();
    return Optional.of(
        guarded(() -> {
          ServerText answer = exchange(line, line);
          return new Answer(answer, Reply.parse(answer.latin1()), false);
        }));
  }

  private ServerText exchange(Command said, Command doing) throws Failed {
    Connection made = connection();
    var patience = new Patience(made.endpoint().timeout());
    try {
      made.write(said);
      made.flush();
      return made.statusLine(
          doing instanceof Typed typed && typed.verb().equals("QUIT") && !marked().isEmpty()
              ? patience.answerToQuitAfterDeletions()
              : patience.answerTo(doing));
    } catch (Failed e) {
      throw Dialogue.during(doing, e);
    }
  }

  /// What follows from an answer.
  private Answer heard(Typed command, ServerText line) throws Failed {
    Reply reply = Reply.parse(line.latin1());
    standing.answered(command, reply);
    if (reply instanceof Reply.Ok) {
      follow(command);
    }
    return new Answer(line, reply, standing.isBodyDue());
  }

  private void follow(Typed command) throws Failed {
    switch (command.verb()) {
      case "STLS" -> {
        connection().startTls(account.server().tls());
        transaction = null;
      }
      case "QUIT" -> connection().close();
      default -> {}
    }
  }

  /// Takes the lines that follow an answer, dot-unstuffed, up to the terminating line, in pieces as
  /// they arrive.
  ///
  /// @throws IOException only when `out` threw it; the conversation can then only be closed
  public void body(OutputStream out) throws Failed, IOException {
    if (!standing.isBodyDue()) {
      throw new IllegalStateException("no lines follow");
    }
    Typed command = standing.unfinished();
    try {
      guarded(() -> take(command, out));
      standing.bodyTaken();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean take(Typed command, OutputStream out) throws Failed {
    try {
      if (command.answer() == Command.Answer.LISTING) {
        listing(command, out);
      } else {
        message(out);
      }
      return true;
    } catch (Failed e) {
      throw Dialogue.during(command, e);
    }
  }

  private void listing(Typed command, OutputStream out) throws Failed {
    List<String> lines = new ArrayList<>();
    boolean isCapa = command.verb().equals("CAPA");
    connection()
        .listing(
            Maildrop.MAX_MESSAGES,
            OctetTaker.ofText(line -> {
              if (isCapa) {
                lines.add(line);
              }
              write(line, out);
            }));
    if (isCapa && state() == State.TRANSACTION) {
      transaction = transaction(Capabilities.parse(lines));
    }
  }

  private static void write(String line, OutputStream out) {
    try {
      out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void message(OutputStream out) throws Failed {
    try {
      connection().message().drainTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Hands on what has arrived without having been asked for, such as the rest of an answer to a
  /// command that nobody knows. Waits only for the end of a line that has begun.
  public void hearUnasked() throws Failed {
    Connection made = connection();
    for (int lines = 0; lines < MOST_UNASKED && made.hasUnread(); lines++) {
      unasked.accept(made.statusLine(made.endpoint().timeout()));
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T take() throws Failed;
  }

  /// A failure ends the conversation.
  private <T> T guarded(Step<T> step) throws Failed {
    boolean done = false;
    try {
      T result = step.take();
      done = true;
      return result;
    } finally {
      if (!done) {
        end();
      }
    }
  }

  private void end() {
    close();
    standing.closed();
  }

  /// Closes the raw socket, from any thread; never hangs. Without `QUIT` the server deletes
  /// nothing.
  @Override
  public void close() {
    approach.giveUp();
  }
}
