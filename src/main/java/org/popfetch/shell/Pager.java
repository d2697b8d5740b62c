package org.popfetch.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.popfetch.report.Columns;

/// Shows an answer page by page. The server waits meanwhile.
final class Pager {
  private static final String QUESTION =
      "-- Space: next page, Enter: next line, a: all, q: no more --";

  /// How long to look for a key before looking for Ctrl-C.
  private static final long GLANCE_MILLIS = 100;

  private final Terminal terminal;
  private final Interrupt interrupt;

  /// Rows used of this page; the reply's own stands above.
  private int used = 1;

  private boolean all;

  Pager(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  /// Shows a line, when its page has come and nobody said no.
  void show(String line) {
    if (interrupt.struck()) {
      return;
    }
    int rows = rows(line);
    // A page leaves a row for the question. A terminal that does not know its size is no terminal
    // to turn pages on.
    if (!all && terminal.getRows() > 2 && used + rows > terminal.getRows() - 1) {
      ask(rows);
    }
    if (!interrupt.struck()) {
      terminal.writer().println(line);
      used += rows;
    }
  }

  private int rows(String line) {
    int width = Math.max(1, terminal.getColumns());
    int tabs = (int) line.chars().filter(c -> c == '\t').count();
    return Math.max(1, Math.ceilDiv(Columns.width(line) + 7 * tabs, width));
  }

  private void ask(int rows) {
    terminal.writer().print(QUESTION);
    terminal.flush();
    Attributes before = terminal.enterRawMode();
    interrupt.asking(true);
    try {
      switch (key()) {
        case 'q', 'Q', 3, 4, -1 -> interrupt.stop();
        case 'a', 'A' -> all = true;
        case '\r', '\n' -> used -= rows;
        default -> used = 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      interrupt.asking(false);
      terminal.setAttributes(before);
      terminal.writer().print('\r' + " ".repeat(QUESTION.length()) + '\r');
      terminal.flush();
    }
  }

  private int key() throws IOException {
    int key = NonBlockingReader.READ_EXPIRED;
    while (key == NonBlockingReader.READ_EXPIRED && !interrupt.struck()) {
      key = terminal.reader().read(GLANCE_MILLIS);
    }
    return key;
  }
}
