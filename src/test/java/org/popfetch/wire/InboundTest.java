package org.popfetch.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.pop3.OctetTaker;

class InboundTest {
  private final Watchdog watchdog = new Watchdog(() -> {});
  private final TimeBudget budget = TimeBudget.once(Duration.ofSeconds(10));

  @AfterEach
  void dismiss() {
    watchdog.dismiss();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100_000})
  void cutsLinesAtLFAndCRLFWhateverThePackets(int packet) throws IOException {
    Inbound in = inbound("+OK one\r\ntwo\n\r\na\rb\r\r\n", packet);
    assertThat(List.of(line(in), line(in), line(in), line(in)))
        .containsExactly("+OK one", "two", "", "a\rb\r");
    assertThatThrownBy(() -> line(in)).isInstanceOf(EOFException.class);
  }

  @Test
  void anUnfinishedLineIsNoLine() {
    Inbound in = inbound("+OK", 3);
    assertThatThrownBy(() -> line(in)).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 100_000})
  void takesALineUpToTheBoundAndNoLonger(int packet) throws IOException {
    assertThat(inbound("x".repeat(8192) + "\r\n", packet).line(8192, budget)).hasSize(8192);
    Inbound longer = inbound("x".repeat(8193) + "\r\n", packet);
    assertThatThrownBy(() -> longer.line(8192, budget))
        .isInstanceOf(Inbound.Oversized.class)
        .hasMessage("the server sent a line of more than 8192 octets");
  }

  @Test
  void stopsReadingALineWithoutEnd() {
    var endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            given++;
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) 'x');
            given += length;
            return length;
          }
        };
    Inbound in = new Inbound(endless, watchdog);
    assertThatThrownBy(() -> in.line(8192, budget)).isInstanceOf(Inbound.Oversized.class);
    assertThat(endless.given).isLessThan(100_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100_000})
  void readsAListingUpToItsDot(int packet) throws IOException {
    Inbound in = inbound("1 a\r\n\r\n..2\r\n3 .\r\n.\r\n+OK\r\n", packet);
    assertThat(listing(in)).containsExactly("1 a", "", ".2", "3 .");
    assertThat(line(in)).isEqualTo("+OK");
  }

  @Test
  void stopsReadingAListingWithoutEnd() throws IOException {
    assertThat(listing(inbound("1\r\n".repeat(10) + ".\r\n", 64))).hasSize(10);
    Inbound longer = inbound("1\r\n".repeat(11), 64);
    assertThatThrownBy(() -> listing(longer))
        .hasMessage("the server sent a listing of more than 10 lines");
  }

  @Test
  void knowsWhatNobodyHasRead() throws IOException {
    Inbound in = inbound("+OK\r\nsurplus", 100);
    assertThat(in.hasUnread()).isTrue();
    assertThat(line(in)).isEqualTo("+OK");
    assertThat(in.hasUnread()).isTrue();
  }

  private List<String> listing(Inbound in) throws IOException {
    List<String> lines = new ArrayList<>();
    in.listing(10, 100, budget, OctetTaker.ofText(lines::add));
    return lines;
  }

  private String line(Inbound in) throws IOException {
    return in.line(8192, budget);
  }

  private Inbound inbound(String octets, int packet) {
    return new Inbound(
        new ByteArrayInputStream(octets.getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, packet));
          }
        },
        watchdog);
  }
}
