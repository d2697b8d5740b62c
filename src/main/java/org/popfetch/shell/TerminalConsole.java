package org.popfetch.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;
import org.popfetch.pop3.ServerText;

/// A person's side: a line editor with history, completion and colours; long answers page by page.
/// What the server says is escaped.
final class TerminalConsole implements Console {
  private static final AttributedStyle GOOD =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle BAD =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
  private static final String ONCE_MORE = "waiting for the answer; Ctrl-C once more hangs up";

  private final Terminal terminal;
  private final LineReader commands;
  private final LineReader answers;
  private final Interrupt interrupt;
  private final boolean colours;

  private TerminalConsole(
      Terminal terminal,
      boolean colours,
      Interrupt interrupt,
      Optional<Path> history,
      Completion completion) {
    this.terminal = terminal;
    this.colours = colours;
    this.interrupt = interrupt;
    var builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("popfetch")
            .parser(new WordParser())
            .history(new DiscreetHistory())
            .completer(completion)
            .highlighter(new Colours(colours))
            .option(Option.CASE_INSENSITIVE, true)
            // A pasted line end ends the line, as if it were typed.
            .option(Option.BRACKETED_PASTE, false)
            // "!" is a character like any other.
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.HISTORY_SIZE, 1000)
            .variable(LineReader.HISTORY_FILE_SIZE, 2000);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    this.commands = builder.build();
    this.answers =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("popfetch")
            .parser(new WordParser())
            .option(Option.BRACKETED_PASTE, false)
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.DISABLE_HISTORY, true)
            .variable(LineReader.DISABLE_COMPLETION, true)
            .build();
  }

  /// Takes over the process's terminal.
  static TerminalConsole open(
      boolean colours, Interrupt interrupt, Optional<Path> history, Link link, Means means)
      throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .name("popfetch")
            .system(true)
            .dumb(true)
            .encoding(StandardCharsets.UTF_8)
            .build();
    // What is typed ahead, while an answer is awaited, may be a password: it shows at the next
    // prompt.
    terminal.echo(false);
    return new TerminalConsole(terminal, colours, interrupt, history, new Completion(link, means));
  }

  /// From now on Ctrl-C stops what is under way. Before, it ends the program, and JLine leaves the
  /// terminal as it was.
  void takeCtrlC() {
    terminal.handle(
        Terminal.Signal.INT,
        _ -> {
          if (interrupt.strike()) {
            tell(ONCE_MORE);
          }
        });
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  /// A terminal that does not know its size breaks lines by itself.
  @Override
  public int columns() {
    int columns = terminal.getColumns();
    return columns < 20 ? Integer.MAX_VALUE : columns;
  }

  @Override
  public Optional<String> next(Prompt prompt) {
    return switch (prompt.expecting()) {
      case COMMAND -> read(commands, painted(prompt.text(), AttributedStyle.BOLD), null, "");
      case SASL_RESPONSE -> read(answers, prompt.text(), '*', "");
      case MESSAGE_LINE -> read(answers, prompt.text(), null, "");
    };
  }

  /// What was typed behind `QUIT` is no matter of ours any more.
  @Override
  public List<String> rest() {
    return List.of();
  }

  /// Nothing after Ctrl-D.
  ///
  /// @param afterCtrlC what that stands for
  private static Optional<String> read(
      LineReader reader, String prompt, @Nullable Character mask, String afterCtrlC) {
    try {
      return Optional.of(reader.readLine(prompt, mask));
    } catch (UserInterruptException e) {
      return Optional.of(afterCtrlC);
    } catch (EndOfFileException e) {
      return Optional.empty();
    } finally {
      // JLine interrupts the thread that reads to tell it of Ctrl-C; nobody else is to see that.
      Thread.interrupted();
    }
  }

  @Override
  public void reply(ServerText line) {
    String text = line.whole();
    int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
    String indicator = text.substring(0, end);
    AttributedStyle style = indicator.startsWith("-") ? BAD : GOOD;
    say(painted(indicator, style) + text.substring(end));
  }

  private String painted(String text, AttributedStyle style) {
    return colours ? new AttributedString(text, style).toAnsi(terminal) : text;
  }

  @Override
  public Lines lines() {
    var pager = new Pager(terminal, interrupt);
    return Lines.stuffed(new TextLines(pager::show), terminal::flush);
  }

  @Override
  public synchronized void say(String line) {
    terminal.writer().println(line);
    terminal.flush();
  }

  @Override
  public void say(List<String> lines) {
    var pager = new Pager(terminal, interrupt);
    lines.forEach(pager::show);
    terminal.flush();
  }

  @Override
  public void tell(String line) {
    say(line);
  }

  @Override
  public boolean agrees(String question, boolean usual) {
    while (true) {
      // Ctrl-C and Ctrl-D are a no.
      String said = read(answers, question, null, "n").map(String::strip).orElse("n");
      switch (said.isEmpty() ? "" : said.substring(0, 1)) {
        case "y", "Y" -> {
          return true;
        }
        case "n", "N" -> {
          return false;
        }
        case "" -> {
          return usual;
        }
        default -> say("y or n, please");
      }
    }
  }

  @Override
  public Optional<String> secret(String question) {
    return read(answers, question, '*', "");
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      // The program ends, and its terminal is not ours any more.
    }
  }
}
