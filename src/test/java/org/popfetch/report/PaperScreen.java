package org.popfetch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Keeps what is written, each line marked by where it went: `out|`, `err|`, and `live|` for a
/// drawing of the progress lines.
public final class PaperScreen implements Screen {
  private final Look look;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  public PaperScreen(Look look, int width) {
    this.look = look;
    this.width = width;
  }

  @Override
  public synchronized void result(String line) {
    lines.add("out|" + line);
  }

  @Override
  public synchronized void tell(String line) {
    lines.add("err|" + line);
  }

  @Override
  public synchronized void live(IntFunction<List<String>> fitting) {
    if (look.terminal()) {
      List<String> drawing = fitting.apply(width);
      drawing.forEach(line -> lines.add("live|" + line));
      if (drawing.isEmpty()) {
        lines.add("live-");
      }
    }
  }

  @Override
  public Look results() {
    return look;
  }

  @Override
  public Look told() {
    return look;
  }

  @Override
  public int width() {
    return width;
  }

  /// All of it, each line ended.
  public synchronized String text() {
    return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
