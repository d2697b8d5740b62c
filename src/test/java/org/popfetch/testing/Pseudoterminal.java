package org.popfetch.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A program on a terminal of its own: keys are typed, and the screen is looked at. The terminal is
/// tmux's, with a server of its own that ends with [#close].
///
/// Nothing here sleeps for a guessed time: what should appear is waited for, and the wait is
/// bounded.
public final class Pseudoterminal implements AutoCloseable {
  private static final Path TMUX = Path.of("/usr/bin/tmux");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(40);

  /// Runs its arguments and writes their exit status into the file that it is named after.
  private static final String KEEP_STATUS =
      "trap : INT; \"$@\"; echo $? >\"$0.new\"; mv \"$0.new\" \"$0\"";

  private final Path room;

  private Pseudoterminal(Path room) {
    this.room = room;
  }

  public static boolean isInstalled() {
    return Files.isExecutable(TMUX);
  }

  /// Starts a program.
  ///
  /// @param environment all that it gets; `TERM` is added
  static Pseudoterminal start(
      int columns, int rows, Path directory, Map<String, String> environment, List<String> program)
      throws IOException {
    // A socket's name has to be short.
    Path room = Files.createTempDirectory("tty");
    Files.writeString(
        room.resolve("conf"),
        """
        set -g status off
        set -g remain-on-exit on
        set -g remain-on-exit-format ""
        set -g escape-time 0
        set -g default-terminal screen-256color
        """);
    List<String> command = new ArrayList<>(List.of("new-session", "-d"));
    command.addAll(List.of("-x", "" + columns, "-y", "" + rows, "-c", directory.toString()));
    // tmux itself sometimes misses how a program ended.
    command.addAll(List.of("sh", "-c", KEEP_STATUS, room.resolve("status").toString()));
    command.addAll(List.of("env", "-i", "TERM=screen-256color"));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(program);
    var terminal = new Pseudoterminal(room);
    terminal.tmux(command);
    return terminal;
  }

  /// Types a text, as it is.
  public void type(String text) throws IOException {
    tmux(List.of("send-keys", "-l", text));
  }

  /// Presses a key, by tmux's name for it: `Enter`, `Tab`, `Up`, `C-c`.
  public void press(String key) throws IOException {
    tmux(List.of("send-keys", key));
  }

  /// Types a text and presses Enter.
  public void enter(String text) throws IOException {
    type(text);
    press("Enter");
  }

  /// What the screen shows, without the blanks at the end of lines.
  public String screen() throws IOException {
    return shown("capture-pane", "-p");
  }

  /// The same with colours: their escape sequences.
  public String colours() throws IOException {
    return shown("capture-pane", "-p", "-e");
  }

  /// What the screen shows, and what has scrolled away above it.
  public String everything() throws IOException {
    return shown("capture-pane", "-p", "-S", "-");
  }

  /// @throws AssertionError when a password can be read there
  private String shown(String... command) throws IOException {
    String text = tmux(List.of(command)).stripTrailing();
    KeptSecrets.check("the terminal", text);
    return text;
  }

  /// Waits until the screen shows a text.
  ///
  /// @return the screen
  /// @throws AssertionError with the screen, when it does not in time
  public String await(String text) throws IOException {
    return await(screen -> screen.contains(text), "\"" + text + "\"");
  }

  /// Waits until the last line on the screen is this one, but for blanks at its end: a prompt.
  public String awaitLast(String line) throws IOException {
    return await(
        screen -> screen.substring(screen.lastIndexOf('\n') + 1).equals(line.stripTrailing()),
        "\"" + line + "\" as its last line");
  }

  /// Waits until the screen is as it should be.
  ///
  /// @param what says how, for the complaint
  public String await(Predicate<String> wanted, String what) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String screen = screen();
    while (!wanted.test(screen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the screen does not show " + what + " but\n" + screen);
      }
      LockSupport.parkNanos(GLANCE.toNanos());
      screen = screen();
    }
    return screen;
  }

  /// Waits for the end of the program.
  ///
  /// @return its exit status
  public int awaitEnd() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Path status = room.resolve("status");
    while (!Files.exists(status)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the program has not ended, it shows\n" + screen());
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return Integer.parseInt(Files.readString(status).strip());
  }

  private String tmux(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(TMUX.toString(), "-u"));
    command.addAll(List.of("-S", room.resolve("s").toString()));
    command.addAll(List.of("-f", room.resolve("conf").toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    tmux(List.of("kill-server"));
    Files.deleteIfExists(room.resolve("s"));
    Files.deleteIfExists(room.resolve("conf"));
    Files.deleteIfExists(room.resolve("status"));
    Files.deleteIfExists(room);
  }
}
