package org.popfetch.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private final CompletableFuture<Boolean> givenUp = new CompletableFuture<>();

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
  /// @throws InterruptedIOException when there is to be no answer any more: see [#giveUp]
  /// @throws IOException when there is a terminal and it cannot be used
  public synchronized Optional<Secret> ask(String question) throws IOException {
    if (!isPossible()) {
      return Optional.empty();
    }
    if (givenUp.isDone()) {
      throw new InterruptedIOException("told to stop");
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

  /// The program is about to end: the question that stands, and all that would follow, have no
  /// answer. From any thread.
  public void giveUp() {
    givenUp.complete(true);
  }

  private Secret ask(String question, Terminal modes, InputStream typed, OutputStream shown)
      throws IOException {
    Attributes before = modes.getAttributes();
    Attributes silent = new Attributes(before);
    silent.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    try {
      modes.setAttributes(silent);
      shown.write(question.getBytes(charset));
      return new Secret(new String(awaited(typed, shown), charset));
    } finally {
      restore(modes, before);
    }
  }

  /// Nothing breaks off reading from a terminal. A thread that the program does not wait for does
  /// it, so that the question can be given up.
  private byte[] awaited(InputStream typed, OutputStream shown) throws IOException {
    var line = new CompletableFuture<byte[]>();
    Thread.ofPlatform().daemon().name("password").start(() -> read(typed, line));
    try {
      CompletableFuture.anyOf(line, givenUp).join();
    } catch (CompletionException e) {
      throw new IOException(Objects.requireNonNullElse(e.getCause(), e));
    }
    shown.write('\n');
    if (!line.isDone()) {
      throw new InterruptedIOException("told to stop");
    }
    return line.join();
  }

  private static void read(InputStream typed, CompletableFuture<byte[]> line) {
    try {
      line.complete(line(typed));
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }

  private static void restore(Terminal modes, Attributes before) {
    try {
      modes.setAttributes(before);
    } catch (IllegalStateException closed) {
      // The program ends, and JLine has put them back.
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
