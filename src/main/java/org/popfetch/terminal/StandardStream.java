package org.popfetch.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/// One of the process's three standard streams, and what it is connected to.
///
/// Linux tells by a symbolic link in half a millisecond; `isatty` by way of Java's foreign
/// functions takes 70 to 150 without a terminal to show for it, and is asked elsewhere only.
public enum StandardStream {
  INPUT(0, SystemStream.Input),
  OUTPUT(1, SystemStream.Output),
  ERROR(2, SystemStream.Error);

  private final int descriptor;
  private final SystemStream jline;

  StandardStream(int descriptor, SystemStream jline) {
    this.descriptor = descriptor;
    this.jline = jline;
  }

  public boolean isTerminal() {
    return target().map(StandardStream::isTerminalDevice).orElseGet(this::isTerminalByIsatty);
  }

  /// Whether it is a pipe or a socket, whose other end may go away: `popfetch show … | head`. False
  /// where that cannot be told.
  boolean isPipe() {
    return target().filter(t -> t.startsWith("pipe:") || t.startsWith("socket:")).isPresent();
  }

  /// The width in columns; nothing when it is no terminal, or one that does not know. The first
  /// call takes a while.
  Optional<Integer> width() {
    try {
      int width = new FfmTerminalProvider().systemStreamWidth(jline);
      return width > 0 ? Optional.of(width) : Optional.empty();
    } catch (RuntimeException | LinkageError noSuchCall) {
      return Optional.empty();
    }
  }

  private Optional<String> target() {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
    } catch (IOException | UnsupportedOperationException noProc) {
      return Optional.empty();
    }
  }

  private static boolean isTerminalDevice(String target) {
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.startsWith("/dev/console");
  }

  private boolean isTerminalByIsatty() {
    try {
      return new FfmTerminalProvider().isSystemStream(jline);
    } catch (RuntimeException | LinkageError noSuchCall) {
      return false;
    }
  }
}
