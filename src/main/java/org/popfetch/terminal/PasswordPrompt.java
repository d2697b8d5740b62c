package org.popfetch.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Asks for a password on the terminal, whatever standard output and standard error were redirected
/// to, and does not show what is typed. One question at a time.
///
/// `System.console()` would do but for redirected output, where it is null.
public final class PasswordPrompt {
  /// More than this in one line was not typed.
  private static final int LONGEST = 1024;

  private static final String TERMINAL = "/dev/tty";

  private final StreamScreen screen;
  private final Charset charset;

  /// @param screen what is told there waits for the answer
  /// @param charset of what is typed
  public PasswordPrompt(StreamScreen screen, Charset charset) {
    this.screen = screen;
    this.charset = charset;
  }

  /// Whether there is somebody to ask: standard input is a terminal.
  public boolean isPossible() {
    return StandardStream.INPUT.isTerminal();
  }

  /// Asks, and waits for a line.
  ///
  /// @param what the question, without a colon
  /// @throws Failed `NO_PASSWORD` when nobody can be asked, or nothing was typed
  public synchronized Secret ask(String what) throws Failed {
    if (!isPossible()) {
      throw noPassword("there is no terminal to ask on");
    }
    try (var _ = screen.hold();
        var typed = new FileInputStream(TERMINAL);
        var shown = new FileOutputStream(TERMINAL);
        Terminal modes = modes()) {
      return ask(what, modes, typed, shown);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw noPassword("the terminal cannot be used (" + e.getMessage() + ")");
    }
  }

  private Secret ask(String what, Terminal modes, InputStream typed, OutputStream shown)
      throws IOException, Failed {
    Attributes before = modes.getAttributes();
    Attributes silent = new Attributes(before);
    silent.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    Thread restore = Thread.ofPlatform().unstarted(() -> modes.setAttributes(before));
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      modes.setAttributes(silent);
      shown.write((what + ": ").getBytes(charset));
      byte[] line = line(typed);
      shown.write('\n');
      if (line.length == 0) {
        throw noPassword("none was typed");
      }
      return new Secret(new String(line, charset));
    } finally {
      modes.setAttributes(before);
      forget(restore);
    }
  }

  /// One line as the terminal hands it over: edited by the user, ended by Enter or Ctrl-D.
  private static byte[] line(InputStream typed) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = typed.read(); c >= 0 && c != '\n' && line.size() < LONGEST; c = typed.read()) {
      line.write(c);
    }
    return line.toByteArray();
  }

  /// The terminal's modes. JLine restores them at the program's end only when its own thread gets
  /// that far; hence the hook of ours.
  private static Terminal modes() throws IOException {
    Charset ascii = StandardCharsets.US_ASCII;
    return new FfmTerminalProvider()
        .sysTerminal(
            "password",
            "dumb",
            false,
            ascii,
            ascii,
            ascii,
            false,
            Terminal.SignalHandler.SIG_DFL,
            false,
            SystemStream.Error);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // Then it runs, and does no harm.
    }
  }

  private static Failed noPassword(String cause) {
    return new Failed(
        Failure.Kind.NO_PASSWORD,
        "asking for the password",
        cause,
        "name password-command, password-file or netrc in the configuration to do without asking");
  }
}
