package org.popfetch.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Typed;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.session.Conversation;
import org.popfetch.session.Conversation.Answer;
import org.popfetch.session.Conversation.State;

/// What was typed for the server, and its answers: the commands go out as they are, but for a
/// secret that others could read, and for a `QUIT` that deletes what nobody agreed to.
final class Relay {
  private final Target target;
  private final Console console;
  private final Interrupt interrupt;
  private final Link link;
  private final Verdict verdict;
  private final Stopwatch stopwatch;
  private boolean own;
  private boolean over;

  Relay(
      Target target,
      Console console,
      Interrupt interrupt,
      Link link,
      Verdict verdict,
      Stopwatch stopwatch) {
    this.target = target;
    this.console = console;
    this.interrupt = interrupt;
    this.link = link;
    this.verdict = verdict;
    this.stopwatch = stopwatch;
    this.own = target.logsIn();
  }

  /// There is a new connection, as the first one was.
  void beginAnew() {
    own = target.logsIn();
  }

  /// Whether the maildrop is the account's own, as far as anybody can tell.
  boolean isOwn() {
    return own;
  }

  /// Whether `QUIT` was said, and meant.
  boolean isOver() {
    return over;
  }

  /// Sends a line in the middle of a command: a response of a login, or a line of a message.
  void goOn(String typed) throws Failed, Misuse {
    Conversation conversation = link.conversation();
    boolean loggingIn = conversation.state() == State.AUTHORIZATION;
    Optional<Answer> answer = conversation.say(Entered.octets(typed));
    if (answer.isPresent()) {
      show(answer.get(), loggingIn);
    }
  }

  /// Sends a command and shows its answer.
  void command(Typed command) throws Failed, Misuse {
    if (command.verb().equals("QUIT") && !link.isUp()) {
      over = true; // nothing is left to be said
      return;
    }
    Conversation conversation = link.conversation();
    demandPrivacy(command, conversation);
    if (command.verb().equals("QUIT")) {
      quit(command, conversation);
      return;
    }
    if (conversation.state() == State.AUTHORIZATION && LoginQuestion.isDue(command)) {
      Optional<Typed> whole = LoginQuestion.completed(command, console);
      stopwatch.start(); // what :time tells is the command's own
      if (whole.isPresent()) {
        command(whole.get());
      }
      return;
    }
    boolean loggingIn =
        conversation.state() == State.AUTHORIZATION
            && (command.logsIn() || command.verb().equals("USER"));
    follow(command);
    if (console.isTerminal() && command.verb().equals("DELE")) {
      remember(command);
    }
    Answer answer = conversation.say(command);
    show(answer, loggingIn);
    hint(command, answer);
    conversation.hearUnasked();
  }

  /// `help`, `exit` and slips of the keys go to the server as all else does.
  private void hint(Typed command, Answer answer) {
    if (console.isTerminal()
        && answer.reply() instanceof Reply.Err
        && PopCommand.named(command.verb()).isEmpty()) {
      console.tell(
          "no command of POP3 that popfetch knows"
              + Meant.orElse(Meant.instead(command.verb()), ":help lists them, QUIT leaves"));
    }
  }

  /// For `:marked`. A script gets no other commands sent than its own.
  private void remember(Typed command) throws Failed {
    String number = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
    if (number.matches("[1-9][0-9]{0,8}")) {
      try {
        link.remember(Integer.parseInt(number));
      } catch (Failed e) {
        throw new Failed(
            e.failure().withNext("DELE was not sent, message " + number + " not marked"));
      }
      stopwatch.start(); // what :time tells is the command's own
    }
  }

  /// Whose maildrop it will be, as far as anybody can tell.
  private void follow(Typed command) {
    switch (command.verb()) {
      case "USER", "APOP" ->
          own =
              command.arguments().stream()
                  .limit(1)
                  .anyMatch(Entered.octets(target.account().login().user())::equals);
      case "AUTH" -> own = false;
      default -> {}
    }
  }

  private void demandPrivacy(Typed command, Conversation conversation) throws Failed {
    if (Discretion.needsPrivacy(command)
        && !conversation.isPrivate()
        && !target.account().login().allowPlaintext()) {
      throw new Failed(
          Kind.CONFIG,
          "logging in",
          "the password would cross the network readable by anybody, and was not sent",
          "say STLS first, or allow it: allow-plaintext = true, or --allow-plaintext");
    }
  }

  private void show(Answer answer, boolean loggingIn) throws Failed {
    if (!console.isTerminal()) {
      verdict.note(answer.reply(), loggingIn);
    }
    console.reply(answer.line());
    if (!answer.hasBody()) {
      return;
    }
    var lines = new Drained(console.lines(), interrupt, link::hangUp);
    try {
      link.last().orElseThrow().body(lines);
      lines.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (interrupt.struck()) {
      console.tell("stopped; the rest was read and is not shown");
    }
  }

  private void quit(Command.Typed command, Conversation conversation) throws Failed {
    int marked = conversation.marked().size();
    boolean loggedIn = conversation.state() == State.TRANSACTION;
    String messages = Amount.count(marked, "message");
    if (marked > 0
        && !console.agrees(
            "QUIT makes the server delete " + messages + " for good. Go on? [y/N] ", false)) {
      return;
    }
    over = true;
    try {
      Answer answer = conversation.say(command);
      console.reply(answer.line());
      verdict.note(answer.reply(), false);
      if (loggedIn && console.isTerminal()) {
        console.tell(target.label() + ' ' + farewell(answer.reply(), marked));
      }
    } catch (Failed e) {
      verdict.note(e.failure().status());
      throw e;
    }
  }

  private static String farewell(Reply reply, int marked) {
    if (marked == 0) {
      return "UPDATE: nothing was marked, nothing is deleted";
    }
    return reply instanceof Reply.Ok
        ? "UPDATE: " + Amount.count(marked, "message") + " deleted"
        : "UPDATE: refused; some or all of what was marked may still be there";
  }
}
