package org.popfetch.sizes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.AccountName;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.message.HeaderDigest;
import org.popfetch.message.LineFeeds;
import org.popfetch.os.RealDisk;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.StateDirectory;
import org.popfetch.testing.Depth;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// Rows 27 and 28, and what else is large, slow or cut off.
class SizesIT {
  private static final long GIGABYTE = 1L << 30;
  private static final int MANY = 100_000;

  /// The program's own promise: constant memory, whatever the mail.
  private static final long MOST_MEGABYTES = 128;

  private final DemoMailbox mailbox = new DemoMailbox("me", "abracadabra");
  private Household household;

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  /// A run that must succeed, with the memory that it took at its peak.
  private long peakOfSync(String what) throws IOException {
    long begun = System.nanoTime();
    Process process = household.start("sync");
    long peak = Memory.peakOf(process);
    assertThat(household.ended(process)).isEqualTo(new Ran(0, "", ""));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("%s: peak %d MB, %.1f s%n", what, peak, took.toMillis() / 1000.0);
    return peak;
  }

  @ParameterizedTest
  @ValueSource(strings = {"maildir:~/Mail", "mbox:~/mbox"})
  void row28AMessageOfAGigabyte(String destination) throws Exception {
    DemoMessage large = Endless.ofLines(destination.startsWith("mbox") ? GIGABYTE / 4 : GIGABYTE);
    mailbox.add(large);
    try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
      household.configureWork(server.port(), "deliver = \"" + destination + "\"");
      long peak = peakOfSync(large.size() + " octets in one message to " + destination);
      assertThat(peak).isLessThan(MOST_MEGABYTES);
      if (destination.startsWith("maildir")) {
        assertThat(digest(only(household.path("Mail/new")))).isEqualTo(digest(large));
      } else {
        assertThat(Files.size(household.path("mbox")))
            .isGreaterThan(large.size() - large.size() / 70);
      }
    }
  }

  @Test
  void oneLineOfAHundredMegabytes() throws Exception {
    DemoMessage large = Endless.ofOneLine(100L << 20);
    mailbox.add(large);
    try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
      household.configureWork(server.port(), "deliver = \"maildir:~/Mail\"");
      assertThat(peakOfSync("one line of " + large.size() + " octets")).isLessThan(MOST_MEGABYTES);
      // The server ends the last line, which had no end.
      assertThat(only(household.path("Mail/new"))).hasSize(large.size() - 2 + 1);
    }
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static String digest(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return digest(in);
    }
  }

  /// As it has to arrive: with LF line ends.
  private static String digest(DemoMessage message) throws Exception {
    var sha256 = MessageDigest.getInstance("SHA-256");
    try (InputStream in = message.content().open();
        var out = new LineFeeds(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static String digest(InputStream in) throws Exception {
    var sha256 = MessageDigest.getInstance("SHA-256");
    new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Test
  void row27AMaildropOfAHundredThousandMessagesAllSeen() throws Exception {
    fill(MANY);
    try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
      household.configureWork(server.port(), "deliver = \"maildir:~/Mail\"");
      rememberAll();
      assertThat(peakOfSync(MANY + " messages, all seen")).isLessThan(MOST_MEGABYTES);
      List<String> said = commands(household.popfetch("-vv", "sync").err());
      assertThat(said).contains("UIDL", "LIST").doesNotContain("RETR", "TOP");
      mailbox.uids().forEach(mailbox::remove);
      assertThat(commands(household.popfetch("-vv", "sync").err())).isEqualTo(said);
    }
  }

  /// As if each had been delivered by an earlier run.
  private void rememberAll() throws Failed {
    var state = new StateDirectory(household.stateDirectory(), new RealDisk(), Clock.systemUTC());
    try (Ledger ledger = state.open(new AccountName("work"), new Mailbox("127.0.0.1", "me"))) {
      List<Entry> entries = new ArrayList<>();
      for (String uid : mailbox.uids()) {
        var digest = new HeaderDigest(entries.size(), uid.hashCode());
        entries.add(new Entry.Delivered(Identity.of(new Uid(uid), 0), -1, digest, Instant.now()));
      }
      ledger.record(entries);
    }
  }

  /// What the client said, without arguments.
  private static List<String> commands(String dialogue) {
    return Pattern.compile("(?m)^work: C: (\\w+)")
        .matcher(dialogue)
        .results()
        .map(said -> said.group(1))
        .toList();
  }

  @Test
  void manyMessagesAreFetchedInConstantMemory() throws IOException {
    int messages = Depth.of(5_000, MANY);
    fill(messages);
    try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
      household.configureWork(server.port(), "keep = false\ndeliver = \"maildir:~/Mail\"");
      long peak = peakOfSync(messages + " messages fetched and deleted");
      assertThat(peak).isLessThan(MOST_MEGABYTES);
      assertThat(mailbox.count()).isZero();
      assertThat(delivered()).isEqualTo(messages);
    }
  }

  private void fill(int messages) {
    IntStream.rangeClosed(1, messages)
        .forEach(number -> mailbox.add(DemoMessage.text("Subject: " + number + "\n\nHello.\n")));
  }

  private long delivered() throws IOException {
    try (Stream<Path> files = Files.list(household.path("Mail/new"))) {
      return files.count();
    }
  }

  /// Servers expunge at `QUIT`, and are waited for ten times as long as otherwise.
  @Test
  void fiveThousandDeletionsAndAServerThatTakesItsTimeAtQuit() throws IOException {
    Duration expunging = Duration.ofSeconds(Depth.of(8, 180));
    fill(5_000);
    try (var server = DemoServer.start(DemoOptions.serving(mailbox));
        var slow = Relay.start(server.port(), (_, _, command) -> holdsBack(command, expunging))) {
      household.configureWork(
          slow.port(),
          "keep = false\ntimeout = \"%ds\"\ndeliver = \"maildir:~/Mail\""
              .formatted(expunging.toSeconds() / 8));
      peakOfSync("5000 deletions, " + expunging.toSeconds() + " s at QUIT");
      assertThat(mailbox.count()).isZero();
      assertThat(delivered()).isEqualTo(5_000);
    }
  }

  private static boolean holdsBack(String command, Duration time) {
    if (command.equals("QUIT")) {
      LockSupport.parkNanos(time.toNanos());
    }
    return true;
  }

  /// A session ends by force after 100 commands, login and listing included.
  @Test
  void aServerThatCutsEverySessionOffIsEmptiedAllTheSameWithCommitEvery() throws IOException {
    fill(200);
    try (var server = DemoServer.start(DemoOptions.serving(mailbox));
        var cutting = Relay.start(server.port(), (_, count, _) -> count <= 100)) {
      household.configureWork(cutting.port(), "keep = false\ndeliver = \"maildir:~/Mail\"");
      assertThat(household.popfetch("sync").status()).isEqualTo(69);
      assertThat(mailbox.count()).as("deleted without QUIT").isEqualTo(200);
      long before = delivered();
      assertThat(before).isBetween(1L, 199L);

      household.configureWork(
          cutting.port(), "keep = false\ncommit-every = 25\ndeliver = \"maildir:~/Mail\"");
      assertThat(household.popfetch("sync")).isEqualTo(new Ran(0, "", ""));
      assertThat(mailbox.count()).isZero();
      assertThat(delivered()).isEqualTo(200);
      assertThat(cutting.sessions()).isEqualTo(1 + 200 / 25);
    }
  }
}
