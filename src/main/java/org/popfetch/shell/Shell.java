package org.popfetch.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Typed;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Amount;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure.Kind;
import org.popfetch.session.Conversation;
import org.popfetch.session.Conversation.Answer;
import org.popfetch.session.Conversation.Expecting;
import org.popfetch.session.Conversation.State;

/// The prompt: takes lines, and does what they ask for, until `QUIT` or the end.
public final class Shell {
  /// The most lines that come from files: a file may name itself.
  private static final int MOST_SOURCED = 100_000;

  /// What shows nothing while it is under way has this long to end after Ctrl-C.
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Target target;
  private final Means means;
  private final Console console;
  private final Interrupt interrupt;
  private final Link link;
  private final LocalWords words;
  private final Verdict verdict = new Verdict();
  private final Deque<String> sourced = new ArrayDeque<>();
  private int sourcedSoFar;
  private boolean timing;
  private long begun;
  private boolean own;
  private boolean over;

  private Shell(Target target, Means means, Console console, Link link, Interrupt interrupt) {
    this.target = target;
    this.means = means;
    this.console = console;
    this.link = link;
    this.interrupt = interrupt;
    this.words = new LocalWords(target, means, console, interrupt);
    this.own = target.logsIn();
  }

  /// Takes lines from a script, and ends with the status of what first went wrong.
  ///
  /// @param lines may wait for the next one
  /// @param out replies, octet by octet
  /// @param told everything else
  /// @param transcript whether the dialogue is told as well
  /// @throws Failed when there was no way in
  /// @throws IOException from `out`
  public static ExitStatus script(
      Target target,
      Means means,
      Iterator<String> lines,
      OutputStream out,
      Consumer<String> told,
      boolean transcript)
      throws Failed, IOException {
    var link = new Link(target, means, told, transcript);
    link.connect();
    try (var console = new ScriptConsole(lines, out, told)) {
      link.shownOn(console);
      return new Shell(target, means, console, link, new Interrupt()).run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      link.hangUp();
    }
  }

  /// Takes lines from the terminal.
  ///
  /// @param told hears the dialogue until the terminal is taken over
  /// @param colours whether what is typed is coloured
  /// @param transcript whether the dialogue is shown from the beginning
  /// @param directory where a file keeps what was typed, but for secrets
  /// @throws Failed when there was no way in
  /// @throws IOException when the terminal cannot be used
  public static ExitStatus terminal(
      Target target,
      Means means,
      Consumer<String> told,
      boolean colours,
      boolean transcript,
      Path directory)
      throws Failed, IOException {
    var link = new Link(target, means, told, transcript);
    var interrupt = new Interrupt();
    // Before the connection is there: what is typed meanwhile waits for the prompt, and unseen.
    try (var console =
        TerminalConsole.open(
            colours, interrupt, HistoryFile.prepare(directory, means.disk(), told), link, means)) {
      link.connect();
      console.takeCtrlC();
      link.shownOn(console);
      var shell = new Shell(target, means, console, link, interrupt);
      shell.welcome();
      return shell.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      link.hangUp();
    }
  }

  private void welcome() {
    tellNews();
    console.tell(":help for help, QUIT to leave");
  }

  private void tellNews() {
    try {
      link.news().forEach(console::tell);
    } catch (Misuse e) {
      wrong(ExitStatus.USAGE, String.valueOf(e.getMessage()));
    } catch (Failed e) {
      wrong(e.failure().status(), target.told(e.failure()).toString());
    }
  }

  private ExitStatus run() {
    while (!over) {
      Optional<String> next = next();
      if (next.isPresent()) {
        take(next.get());
      } else {
        end();
      }
    }
    return verdict.status();
  }

  private Optional<String> next() {
    String line = sourced.poll();
    if (line == null) {
      return console.next(link.prompt());
    }
    if (console.isTerminal()) {
      console.tell(link.prompt().text() + Discretion.starred(line));
    }
    return Optional.of(line);
  }

  private void take(String typed) {
    interrupt.begin(link::hangUp, 2);
    begun = System.nanoTime();
    try {
      perform(typed);
    } catch (Misuse e) {
      wrong(ExitStatus.USAGE, String.valueOf(e.getMessage()));
    } catch (Failed e) {
      wrong(e.failure().status(), target.told(e.failure()).toString());
      lost();
    }
    if (interrupt.struck()) {
      sourced.clear();
    }
    if (timing) {
      console.tell((System.nanoTime() - begun) / 1_000_000 + " ms");
    }
  }

  /// A person has read it; a script is told at the end.
  private void wrong(ExitStatus status, String said) {
    if (!console.isTerminal()) {
      verdict.note(status);
    }
    console.tell(target.label() + ": " + said);
  }

  private void perform(String typed) throws Failed, Misuse {
    try {
      understand(typed);
    } finally {
      interrupt.end();
    }
  }

  private void understand(String typed) throws Failed, Misuse {
    if (link.expecting() != Expecting.COMMAND) {
      Conversation conversation = link.conversation();
      boolean loggingIn = conversation.state() == State.AUTHORIZATION;
      Optional<Answer> answer = conversation.say(Entered.octets(typed));
      if (answer.isPresent()) {
        show(answer.get(), loggingIn);
      }
      return;
    }
    switch (Entered.of(typed)) {
      case Entered.Nothing() -> {}
      case Entered.ForServer(String octets) -> command(Typed.of(octets));
      case Entered.Local local -> local(local);
      case Entered.Unknown(String word) ->
          throw new Misuse("there is no word " + word + "; :help lists those that there are");
      case Entered.Misused(LocalWord word) ->
          throw new Misuse("it goes like this: " + word.usage());
    }
  }

  private void command(Typed command) throws Failed, Misuse {
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
      begun = System.nanoTime(); // what :time tells is the command's own
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
    show(conversation.say(command), loggingIn);
    conversation.hearUnasked();
  }

  /// For `:marked`. A script gets no other commands sent than its own.
  private void remember(Typed command) throws Failed {
    String number = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
    if (number.matches("[1-9][0-9]{0,8}")) {
      link.remember(Integer.parseInt(number));
      begun = System.nanoTime(); // what :time tells is the command's own
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

  /// There are no more lines, or Ctrl-D was pressed. A script that marked messages and did not say
  /// `QUIT` has not asked for their deletion.
  private void end() {
    if (!link.isUp()) {
      over = true;
    } else if (link.expecting() != Expecting.COMMAND) {
      console.tell(target.label() + ": left in the middle; hung up without QUIT");
      over = true;
    } else if (console.isTerminal()) {
      take("QUIT");
    } else {
      leave();
    }
  }

  private void leave() {
    over = true;
    if (link.marked() > 0) {
      console.tell(
          target.label()
              + ": "
              + Amount.count(link.marked(), "message")
              + " marked as deleted, but there was no QUIT: nothing is deleted");
      return;
    }
    try {
      link.conversation().say(Typed.of("QUIT"));
    } catch (Failed | Misuse e) {
      // Nothing depended on it.
    }
  }

  private void lost() {
    if (link.isUp() || over) {
      return;
    }
    if (link.marked() > 0) {
      console.tell(Amount.count(link.marked(), "mark") + " lost with the connection");
    }
    if (!console.isTerminal()) {
      over = true;
    } else if (console.agrees("The connection is lost. Reconnect? [Y/n] ", true)) {
      reconnect();
    }
  }

  private void reconnectUnlessMarksMatter() {
    int marked = link.isUp() ? link.marked() : 0;
    String marks = Amount.count(marked, "mark");
    if (marked > 0) {
      if (!console.agrees("Connecting anew loses " + marks + ". Go on? [y/N] ", false)) {
        return;
      }
      console.tell(marks + " lost: nothing is deleted");
    }
    reconnect();
  }

  private void reconnect() {
    interrupt.begin(link::hangUp, 1);
    try {
      link.connect();
      own = target.logsIn();
      if (console.isTerminal()) {
        tellNews();
        if (!target.logsIn()) {
          console.tell("nobody is logged in on it: log in again by hand");
        }
      }
    } catch (Failed e) {
      wrong(e.failure().status(), target.told(e.failure()).toString());
    }
  }

  private void local(Entered.Local local) throws Failed, Misuse {
    List<String> arguments = local.arguments();
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    switch (local.word()) {
      case HELP -> words.help(arguments);
      case HEADERS -> words.headers(link.conversation(), first);
      case MARKED -> {
        link.conversation();
        words.marked(link.hints().orElseThrow());
      }
      case MULTI -> command(new Typed(Entered.octets(whole(local)), Command.Answer.BODY));
      case PIPE -> words.pipe(link.conversation(), arguments);
      case PLAN -> plan();
      case QUIT -> hangUp();
      case RECONNECT -> reconnectUnlessMarksMatter();
      case SAVE -> words.save(link.conversation(), first, local.rest());
      case SOURCE -> source(words.source(whole(local)));
      case TIME -> {
        timing = !timing;
        console.tell("timing is " + (timing ? "on" : "off"));
      }
      case TLS -> console.say(TlsReport.lines(link.conversation().tls(), means.clock().instant()));
      case TRANSCRIPT ->
          console.tell("the transcript is " + (link.toggleTranscript() ? "on" : "off"));
    }
  }

  /// All that follows the word.
  private static String whole(Entered.Local local) {
    return local.arguments().getFirst() + (local.rest().isEmpty() ? "" : ' ' + local.rest());
  }

  private void plan() throws Failed, Misuse {
    Conversation conversation = link.conversation();
    if (target.configured() && conversation.state() == State.TRANSACTION && !own) {
      throw new Misuse(
          "whose maildrop this is only you know; popfetch shell without --connect-only");
    }
    interrupt.begin(link::hangUp, 2, QUIET);
    words.plan(conversation);
  }

  private void source(List<String> lines) throws Misuse {
    sourcedSoFar += lines.size();
    if (sourcedSoFar > MOST_SOURCED) {
      throw new Misuse("too many lines came from files; does one of them name itself?");
    }
    lines.reversed().forEach(sourced::push);
  }

  private void hangUp() {
    link.hangUp();
    over = true;
    if (link.marked() > 0) {
      console.tell(Amount.count(link.marked(), "message") + " marked; nothing is deleted");
    }
  }
}
