package org.popfetch.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popfetch.report.Look;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StreamScreenTest {
  private static final Look TERMINAL = new Look(true, false, true);

  private final ByteArrayOutputStream both = new ByteArrayOutputStream();
  private final CountDownLatch known = new CountDownLatch(2);

  /// A screen whose width is known already.
  private StreamScreen terminal(int columns) throws InterruptedException {
    var screen =
        new StreamScreen(
            both,
            both,
            traits(TERMINAL, true),
            () -> {
              known.countDown();
              return columns;
            });
    screen.live(_ -> List.of());
    while (known.getCount() > 0) {
      screen.live(_ -> List.of());
      Thread.onSpinWait();
    }
    return screen;
  }

  private static StreamScreen.Traits traits(Look look, boolean movesCursor) {
    return new StreamScreen.Traits(look, look, movesCursor, StandardCharsets.UTF_8);
  }

  private String seen() {
    var glass = new Glass();
    glass.show(both.toString(StandardCharsets.UTF_8));
    return glass.text();
  }

  @Test
  void liveLinesStayBelowTheLinesThatAreWritten() throws InterruptedException {
    StreamScreen screen = terminal(80);
    screen.tell("first");
    screen.live(_ -> List.of("work 1", "home 1"));
    screen.tell("second");
    assertThat(seen()).isEqualTo("first\nsecond\nwork 1\nhome 1");
    screen.result("third");
    screen.live(_ -> List.of("work 2"));
    assertThat(seen()).isEqualTo("first\nsecond\nthird\nwork 2");
    screen.live(_ -> List.of());
    assertThat(seen()).isEqualTo("first\nsecond\nthird\n");
  }

  @Test
  void liveLinesAreGivenOneColumnLessThanThereIs() throws InterruptedException {
    terminal(40).live(columns -> List.of("columns " + columns));
    assertThat(seen()).isEqualTo("columns 39");
  }

  @Test
  void liveLinesWaitForTheWidth() throws InterruptedException {
    var answer = new CountDownLatch(1);
    var drawn = new CountDownLatch(1);
    var screen =
        new StreamScreen(
            both,
            both,
            traits(TERMINAL, true),
            () -> {
              try {
                answer.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return 40;
            });
    screen.live(columns -> {
      drawn.countDown();
      return List.of("columns " + columns);
    });
    screen.tell("meanwhile");
    assertThat(seen()).isEqualTo("meanwhile\n");
    answer.countDown();
    drawn.await();
    screen.tell("then");
    assertThat(seen()).isEqualTo("meanwhile\nthen\ncolumns 39");
  }

  @Test
  void aQuestionHoldsBackWhatIsTold() throws InterruptedException {
    StreamScreen screen = terminal(80);
    screen.live(_ -> List.of("working"));
    try (var _ = screen.hold()) {
      screen.tell("told meanwhile");
      screen.live(_ -> List.of("working on"));
      assertThat(seen()).isEmpty();
    }
    assertThat(seen()).isEqualTo("told meanwhile\nworking on");
  }

  @Test
  void offATerminalAndOnADumbOneNoEscapeSequenceIsWritten() {
    for (var traits : List.of(traits(Look.PLAIN, true), traits(TERMINAL, false))) {
      var screen = new StreamScreen(both, both, traits, () -> 80);
      screen.live(_ -> List.of("never"));
      screen.tell("line");
      screen.result("result");
    }
    assertThat(both.toString(StandardCharsets.UTF_8)).isEqualTo("line\nresult\n".repeat(2));
  }

  @Test
  void resultsAndWhatIsToldGoTheirOwnWays() {
    var err = new ByteArrayOutputStream();
    var screen = new StreamScreen(both, err, traits(Look.PLAIN, false), () -> 80);
    screen.tell("told");
    screen.result("result ä");
    assertThat(both.toString(StandardCharsets.UTF_8)).isEqualTo("result ä\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("told\n");
  }

  @Test
  void whatTheCharacterSetLacksBecomesAQuestionMark() {
    Charset ascii = StandardCharsets.US_ASCII;
    var traits = new StreamScreen.Traits(Look.PLAIN, Look.PLAIN, false, ascii);
    new StreamScreen(both, both, traits, () -> 80).result("naïve");
    assertThat(both.toString(ascii)).isEqualTo("na?ve\n");
  }

  @Test
  void aReaderThatWentAwayEndsTheResultsAndNotTheProgram() {
    var out = new ResultStream(new BrokenPipe(), true);
    var screen = new StreamScreen(out, both, traits(Look.PLAIN, false), () -> 80);
    screen.result("one");
    screen.result("two");
    screen.tell("told");
    assertThat(screen.lost()).containsInstanceOf(ResultStream.NobodyReads.class);
    assertThat(both.toString(StandardCharsets.UTF_8)).isEqualTo("told\n");
  }

  @Test
  void aFullDiskIsNoReaderThatWentAway() {
    var out = new ResultStream(new BrokenPipe(), false);
    var screen = new StreamScreen(out, both, traits(Look.PLAIN, false), () -> 80);
    screen.result("one");
    assertThat(screen.lost()).get().isNotInstanceOf(ResultStream.NobodyReads.class);
  }

  @Test
  void aPrintStreamCannotKeepABrokenPipeToItself() throws IOException {
    try (var print = new PrintStream(new BrokenPipe(), false, StandardCharsets.UTF_8)) {
      var out = new ResultStream(print, true);
      out.write("a message".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(out::flush).isInstanceOf(ResultStream.NobodyReads.class);
    }
  }

  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("in whatever words the system has");
    }
  }
}
