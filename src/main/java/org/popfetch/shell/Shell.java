package org.popfetch.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Command.Typed;
import org.popfetch.report.Amount;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.session.Conversation;
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
  private final Stopwatch stopwatch = new Stopwatch();
  private final Relay relay;
  private final Deque<String> sourced = new ArrayDeque<>();
  private int sourcedSoFar;
  private boolean over;
  private boolean hungUp;

  private Shell(Target target, Means means, Console console, Link link, Interrupt interrupt) {
    this.target = target;
    this.means = means;
    this.console = console;
    this.link = link;
    this.interrupt = interrupt;
    this.words = new LocalWords(target, means, console, interrupt);
    this.relay = new Relay(target, console, interrupt, link, verdict, stopwatch);
  }

  /// Takes lines from a script, and ends with the status of what first went wrong.
  ///
  /// @param out replies, octet by octet
  /// @param told everything else
  /// @param transcript whether the dialogue is told as well
  /// @throws Failed when there was no way in
  /// @throws IOException from `out`
  public static ExitStatus script(
      Target target,
      Means means,
      ScriptLines lines,
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
      wrong(e.failure());
    }
  }

  private ExitStatus run() {
    while (!over && !relay.isOver()) {
      Optional<String> next = next();
      if (next.isPresent()) {
        take(next.get());
      } else {
        end();
      }
    }
    tellOfTheRest();
    return verdict.status();
  }

  /// Who wrote lines behind QUIT expects that they are done.
  private void tellOfTheRest() {
    if (console.isTerminal() || !(relay.isOver() || hungUp)) {
      return;
    }
    long unsent =
        Stream.concat(sourced.stream(), console.rest().stream())
            .filter(line -> !(Entered.of(line) instanceof Entered.Nothing))
            .count();
    if (unsent > 0) {
      wrong(
          ExitStatus.USAGE,
          Amount.count(unsent, "line")
              + " behind QUIT "
              + (unsent == 1 ? "was" : "were")
              + " not sent");
    }
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
    stopwatch.start();
    try {
      perform(typed);
    } catch (Misuse e) {
      wrong(ExitStatus.USAGE, String.valueOf(e.getMessage()));
    } catch (Failed e) {
      wrong(e.failure());
      lost();
    }
    if (interrupt.struck()) {
      sourced.clear();
    }
    stopwatch.stop(console);
  }

  private void wrong(Failure failure) {
    wrong(failure.status(), target.told(failure).toString());
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
      relay.goOn(typed);
      return;
    }
    switch (Entered.of(typed)) {
      case Entered.Nothing() -> {}
      case Entered.ForServer(String octets) -> relay.command(Typed.of(octets));
      case Entered.Local local -> local(local);
      case Entered.Unknown(String word) ->
          throw new Misuse(
              "there is no word "
                  + word
                  + Meant.orElse(Meant.insteadOfOurs(word), ":help lists those that there are"));
      case Entered.Misused(LocalWord word) ->
          throw new Misuse("it goes like this: " + word.usage());
    }
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
    if (link.isUp() || over || relay.isOver()) {
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
      relay.beginAnew();
      if (console.isTerminal()) {
        tellNews();
        if (!target.logsIn()) {
          console.tell("nobody is logged in on it: log in again by hand");
        }
      }
    } catch (Failed e) {
      wrong(e.failure());
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
      case MULTI -> relay.command(new Typed(Entered.octets(whole(local)), Command.Answer.BODY));
      case PIPE -> words.pipe(link.conversation(), arguments);
      case PLAN -> plan();
      case QUIT -> hangUp();
      case RECONNECT -> reconnectUnlessMarksMatter();
      case SAVE -> words.save(link.conversation(), first, local.rest());
      case SOURCE -> source(words.source(whole(local)));
      case TIME -> console.tell("timing is " + (stopwatch.toggle() ? "on" : "off"));
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
    if (target.configured() && conversation.state() == State.TRANSACTION && !relay.isOwn()) {
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
    hungUp = true;
    over = true;
    if (link.marked() > 0) {
      console.tell(Amount.count(link.marked(), "message") + " marked; nothing is deleted");
    }
  }
}
