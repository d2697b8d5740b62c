package org.popfetch.seen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.popfetch.account.AccountName;
import org.popfetch.message.HeaderDigest;
import org.popfetch.os.RealDisk;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Failed;

/// An account that has seen a million messages: reading its files, and looking all of them up, as a
/// poll does. With the compiler and the heap that the launcher chooses.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx512m"})
public class SeenBenchmark {
  private static final int MESSAGES = 1_000_000;
  private static final int BATCH = 10_000;
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final AccountName WORK = new AccountName("work");
  private static final Mailbox MAILBOX = new Mailbox("pop.example.com", "me@example.com");

  private final Path directory = temporaryDirectory();
  private final StateDirectory state =
      new StateDirectory(directory, new RealDisk(), Clock.fixed(NOON, ZoneOffset.UTC));

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("popfetch-seen");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Setup
  public void write() throws Failed {
    try (Ledger ledger = state.open(WORK, MAILBOX)) {
      for (int i = 0; i < MESSAGES; i += BATCH) {
        List<Entry> batch = new ArrayList<>();
        for (int message = i; message < i + BATCH; message++) {
          var digest = new HeaderDigest(message * 0x9e3779b97f4a7c15L, message);
          batch.add(new Entry.Delivered(Identity.of(uid(message), 0), 4096, digest, NOON));
        }
        ledger.record(batch);
      }
    }
  }

  private static Uid uid(int message) {
    return new Uid(String.format("%08x%08x", message, 0x65a0b1c2));
  }

  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// From the files.
  @Benchmark
  public Seen load() throws Failed {
    return state.peek(WORK, MAILBOX);
  }

  /// What is loaded, and what a server lists: equal texts, but not the same ones.
  @State(Scope.Benchmark)
  public static class Poll {
    private Seen seen = new SeenTable();
    private List<String> listed = List.of();

    @Setup
    public void begin(SeenBenchmark account) throws Failed {
      seen = account.state.peek(WORK, MAILBOX);
      listed = IntStream.range(0, MESSAGES).mapToObj(message -> uid(message).latin1()).toList();
    }
  }

  @Benchmark
  public void lookUp(Poll poll, Blackhole hole) {
    for (String uid : poll.listed) {
      List<SeenMessage> found = poll.seen.under(Identity.Kind.UID, uid);
      if (found.isEmpty()) {
        throw new AssertionError(uid);
      }
      hole.consume(found);
    }
  }
}
