package org.popfetch.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.popfetch.account.Secret;

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

  /// Asks, and waits for a line. Fits `secret`'s `Prompt`.
  ///
  /// @param question with the blank that follows it
  /// @return what was typed, which may be empty; nothing when there is nobody to ask
  /// @throws IOException when there is a terminal and it cannot be used
  public synchronized Optional<Secret> ask(String question) throws IOException {
    if (!isPossible()) {
      return Optional.empty();
    }
    try (var _ = screen.hold();
        var typed = new FileInputStream(TERMINAL);
        var shown = new FileOutputStream(TERMINAL);
        Terminal modes = modes()) {
      return Optional.of(ask(question, modes, typed, shown));
    } catch (RuntimeException | LinkageError e) {
      throw new IOException("the terminal cannot be used: " + e.getMessage(), e);
    }
  }

  private Secret ask(String question, Terminal modes, InputStream typed, OutputStream shown)
      throws IOException {
    Attributes before = modes.getAttributes();
    Attributes silent = new Attributes(before);
    silent.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    try {
      modes.setAttributes(silent);
      shown.write(question.getBytes(charset));
      byte[] line = line(typed);
      shown.write('\n');
      return new Secret(new String(line, charset));
    } finally {
      modes.setAttributes(before);
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

  /// The terminal's modes. JLine puts them back when the program is told to end meanwhile.
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
}
