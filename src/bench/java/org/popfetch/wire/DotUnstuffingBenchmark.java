package org.popfetch.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What every octet of mail goes through: a mebibyte of messages for each operation, so that the
/// operations of a second are mebibytes. With the compiler that the launcher chooses.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class DotUnstuffingBenchmark {
  private static final int MEBIBYTE = 1 << 20;

  /// As much as a connection has in hand at a time.
  private static final int PIECE = 32 * 1024;

  private static final String TEXT = "x".repeat(74) + "\r\n";
  private static final String DOTTED = ".." + "x".repeat(72) + "\r\n";

  /// Octets of a message.
  @Param({"4096", "1048576"})
  public int size;

  /// Of a hundred lines, those that begin with a dot.
  @Param({"0", "50"})
  public int dotted;

  private ByteBuffer message = ByteBuffer.allocate(0);

  @Setup
  public void write() {
    var text = new StringBuilder();
    for (int line = 0; text.length() + TEXT.length() + ".\r\n".length() <= size; line++) {
      text.append(line * dotted / 100 < (line + 1) * dotted / 100 ? DOTTED : TEXT);
    }
    message = ByteBuffer.wrap(text.append(".\r\n").toString().getBytes(US_ASCII));
  }

  @Benchmark
  public void unstuff(Blackhole hole) throws IOException {
    OutputStream out = new Swallowing(hole);
    for (int i = 0; i < MEBIBYTE / size; i++) {
      var unstuffing = new DotUnstuffing();
      ByteBuffer rest = message.duplicate();
      while (!unstuffing.isComplete()) {
        int length = Math.min(PIECE, rest.remaining());
        unstuffing.pass(rest.slice(rest.position(), length), out);
        rest.position(rest.position() + length);
      }
      hole.consume(unstuffing.octets());
    }
  }

  /// Takes what it gets as if it did something with it.
  private static final class Swallowing extends OutputStream {
    private final Blackhole hole;

    Swallowing(Blackhole hole) {
      this.hole = hole;
    }

    @Override
    public void write(int octet) {
      hole.consume(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      hole.consume(octets);
      hole.consume(length);
    }
  }
}
