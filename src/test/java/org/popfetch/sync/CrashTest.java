package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.account.Account;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;

/// Dies before every step of a run in turn, as after `kill -9`; then again before some step of the
/// recovery; then runs to the end. Each message has arrived once, whole, and nothing lies about.
///
/// A dead run goes on talking to the server, because only its hand on the disk is gone: that makes
/// it worse than one that was killed.
@Timeout(300)
class CrashTest {
  private static final int MESSAGES = 6;

  @TempDir Path root;

  private static final class Life {
    private final long steps;
    private volatile boolean over;

    Life(long steps) {
      this.steps = steps;
    }

    /// Not even cleaning up has any effect after the last one.
    void step(long number) throws IOException {
      if (number > steps) {
        over = true;
        throw new IOException("dead");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"maildir, true", "maildir, false", "mbox, true", "mbox, false"})
  void losesAndDuplicatesNothing(String kind, boolean keep) throws IOException, Failed {
    int deaths = 0;
    boolean died = true;
    for (int steps = 0; died; steps++) {
      died = dies(kind, keep, steps);
      deaths += died ? 1 : 0;
    }
    assertThat(deaths).isGreaterThan(40);
  }

  /// @return whether the first run died
  private boolean dies(String kind, boolean keep, int steps) throws IOException, Failed {
    var bench = new Bench(root.resolve(kind + "-" + keep + "-" + steps));
    Files.createDirectories(bench.root);
    var mailbox = new DemoMailbox("me", "secret");
    for (int i = 1; i <= MESSAGES; i++) {
      mailbox.add(DemoMessage.text("Subject: " + i + "\n\nHello.\nFrom here on\n"));
    }
    try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
      Account account = account(bench, kind, keep, server.port());
      boolean died = live(bench, account, steps);
      Set<String> deleted = deleted(mailbox);
      assertThat(subjects(bench, kind)).containsAll(deleted);
      // The recovery dies as well, a little later every time.
      live(bench, account, steps % 13);
      bench.steps = _ -> {};
      assertThat(bench.sync(account).status()).isEqualTo(ExitStatus.OK);
      assertThat(subjects(bench, kind)).isEqualTo(expected());
      assertThat(bench.leftovers()).isEmpty();
      assertThat(mailbox.count()).isEqualTo(keep ? MESSAGES : 0);
      assertThat(bench.remembered(account)).hasSize(MESSAGES);
      return died;
    }
  }

  private static boolean live(Bench bench, Account account, int steps) {
    var life = new Life(steps);
    bench.steps = step -> life.step(step.number());
    bench.sync(account);
    return life.over;
  }

  private static Account account(Bench bench, String kind, boolean keep, int port) {
    Account account =
        bench.account(port).withKeep(keep ? new Keep.Forever() : new Keep.UntilDelivered());
    return kind.equals("mbox") ? Bench.into(new Destination.Mbox(bench.mbox()), account) : account;
  }

  private static Set<String> deleted(DemoMailbox mailbox) {
    var deleted = new HashSet<String>();
    List<String> left = mailbox.uids();
    for (int i = 1; i <= MESSAGES; i++) {
      if (!left.contains("%08x65f5e100".formatted(i))) {
        deleted.add(Integer.toString(i));
      }
    }
    return deleted;
  }

  private static List<String> subjects(Bench bench, String kind) {
    return kind.equals("mbox") ? bench.mboxSubjects().stream().sorted().toList() : bench.subjects();
  }

  private static List<String> expected() {
    return IntStream.rangeClosed(1, MESSAGES).mapToObj(Integer::toString).toList();
  }
}
