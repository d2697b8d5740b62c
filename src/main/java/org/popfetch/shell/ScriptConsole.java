package org.popfetch.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.popfetch.pop3.ServerText;

/// A script's side: lines from a pipe or the command line, replies to standard output octet by
/// octet with LF line ends, everything else to standard error. No prompt, no questions.
final class ScriptConsole implements Console {
  private final ScriptLines lines;
  private final OutputStream out;
  private final Consumer<String> told;

  ScriptConsole(ScriptLines lines, OutputStream out, Consumer<String> told) {
    this.lines = lines;
    this.out = out;
    this.told = told;
  }

  @Override
  public boolean isTerminal() {
    return false;
  }

  /// A script takes lines as they are.
  @Override
  public int columns() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Optional<String> next(Prompt prompt) {
    flush();
    return lines.next();
  }

  @Override
  public List<String> rest() {
    return lines.rest();
  }

  @Override
  public void reply(ServerText line) {
    write((line.latin1() + '\n').getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public Lines lines() {
    return Lines.stuffed(out, () -> {});
  }

  @Override
  public void say(String line) {
    write((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void say(List<String> lines) {
    lines.forEach(this::say);
  }

  private void write(byte[] octets) {
    try {
      out.write(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void tell(String line) {
    flush();
    told.accept(line);
  }

  /// Nobody can be asked, and who writes something into a script means it.
  @Override
  public boolean agrees(String question, boolean usual) {
    return true;
  }

  @Override
  public Optional<String> secret(String question) {
    return Optional.empty();
  }

  @Override
  public void close() {
    flush();
  }
}
