package org.popfetch.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.popfetch.report.Look;
import org.popfetch.report.Screen;

/// A screen on two streams. The live lines stand below everything else, the cursor at the end of
/// the last one; they are taken away before another line is written, and drawn again below it.
///
/// The terminal's width is found out on a thread of its own, because that takes a while; live lines
/// appear when it is known.
public final class StreamScreen implements Screen {
  private final OutputStream out;
  private final OutputStream err;
  private final Traits traits;
  private final IntSupplier columns;
  private final CountDownLatch columnsKnown = new CountDownLatch(1);

  private IntFunction<List<String>> live = _ -> List.of();
  private int drawn;
  private int holders;
  private final List<String> held = new ArrayList<>();
  private @Nullable IOException lost;

  /// What a screen knows of its streams.
  ///
  /// @param results what standard output can show
  /// @param told what standard error can show
  /// @param movesCursor whether the terminal understands cursor movements
  /// @param charset of both
  public record Traits(Look results, Look told, boolean movesCursor, Charset charset) {
    boolean draws() {
      return told.terminal() && movesCursor;
    }
  }

  /// Puts off what is told, while a question stands on the terminal.
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /// @param columns the terminal's width; may take its time when it is asked first
  public StreamScreen(OutputStream out, OutputStream err, Traits traits, IntSupplier columns) {
    this.out = out;
    this.err = err;
    this.traits = traits;
    this.columns = columns;
    if (traits.results.terminal() || traits.told.terminal()) {
      Thread.startVirtualThread(this::learnColumns);
    } else {
      columnsKnown.countDown();
    }
  }

  /// A screen on the process's own streams.
  ///
  /// @param out standard output, best as a [ResultStream]
  /// @param err standard error
  /// @param environment `TERM`, `NO_COLOR` and `COLUMNS` are looked at, and `POPFETCH_ASCII`, which
  ///   the launcher sets where the user's own locale has no UTF-8
  /// @param charset of both streams
  public static StreamScreen standard(
      OutputStream out,
      OutputStream err,
      ColourPolicy colours,
      Map<String, String> environment,
      Charset charset) {
    var traits =
        new Traits(
            look(StandardStream.OUTPUT, colours, environment, charset),
            look(StandardStream.ERROR, colours, environment, charset),
            ColourPolicy.movesCursor(environment),
            charset);
    return new StreamScreen(out, err, traits, () -> columns(environment));
  }

  private static Look look(
      StandardStream stream,
      ColourPolicy colours,
      Map<String, String> environment,
      Charset charset) {
    boolean terminal = stream.isTerminal();
    boolean unicode =
        charset.equals(StandardCharsets.UTF_8) && !environment.containsKey("POPFETCH_ASCII");
    return new Look(terminal, colours.colours(terminal, environment), unicode);
  }

  private static int columns(Map<String, String> environment) {
    return StandardStream.ERROR
        .width()
        .or(StandardStream.OUTPUT::width)
        .orElseGet(() -> columns(environment.getOrDefault("COLUMNS", "")));
  }

  private static int columns(String text) {
    return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : 80;
  }

  private void learnColumns() {
    try {
      int _ = columns.getAsInt();
    } finally {
      columnsKnown.countDown();
    }
    synchronized (this) {
      redraw();
    }
  }

  @Override
  public synchronized void result(String line) {
    erase();
    try {
      if (lost == null) {
        out.write(octets(line + '\n'));
        out.flush();
      }
    } catch (IOException e) {
      lost = e;
    }
    redraw();
  }

  @Override
  public synchronized void tell(String line) {
    if (holders > 0) {
      held.add(line);
      return;
    }
    write(erasure() + line + '\n');
    redraw();
  }

  @Override
  public synchronized void live(IntFunction<List<String>> fitting) {
    live = fitting;
    redraw();
  }

  /// Takes the live lines away and keeps back what is told until it is closed.
  public synchronized Hold hold() {
    erase();
    holders++;
    return this::release;
  }

  private synchronized void release() {
    holders--;
    if (holders == 0) {
      held.forEach(line -> write(line + '\n'));
      held.clear();
      redraw();
    }
  }

  /// Why standard output took no more results; [ResultStream.NobodyReads] is nobody's fault.
  public synchronized Optional<IOException> lost() {
    return Optional.ofNullable(lost);
  }

  @Override
  public Look results() {
    return traits.results;
  }

  @Override
  public Look told() {
    return traits.told;
  }

  @Override
  public int width() {
    return columns.getAsInt();
  }

  /// Replaces what is drawn in a single write, so that nothing flickers. The last column stays
  /// free: terminals differ in where the cursor is behind it.
  private void redraw() {
    if (!traits.draws() || holders > 0 || columnsKnown.getCount() > 0) {
      return;
    }
    List<String> lines = live.apply(Math.max(1, columns.getAsInt() - 1));
    if (!lines.isEmpty() || drawn > 0) {
      write(erasure() + String.join("\n", lines));
      drawn = lines.size();
    }
  }

  private void erase() {
    String erasure = erasure();
    if (!erasure.isEmpty()) {
      write(erasure);
    }
  }

  /// To the first column, up to the first line, and everything from there on cleared (ECMA-48
  /// §8.3.22 CUU, §8.3.39 ED).
  private String erasure() {
    int lines = drawn;
    drawn = 0;
    return switch (lines) {
      case 0 -> "";
      case 1 -> "\r\033[J";
      default -> "\r\033[" + (lines - 1) + "A\033[J";
    };
  }

  private void write(String text) {
    try {
      err.write(octets(text));
      err.flush();
    } catch (IOException nobodyToTell) {
      // Standard error is where this would have been told.
    }
  }

  private byte[] octets(String text) {
    return text.getBytes(traits.charset);
  }
}
