package org.popfetch.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.popfetch.account.Account;
import org.popfetch.report.ExitStatus;

/// Runs accounts side by side, each to its end whatever the others do.
public final class Sync {
  /// Octets on their way at once, of all accounts together.
  private static final long BUDGET = 32L * 1024 * 1024;

  /// Not virtual ones: where those wait for a network, a thread of the JVM waits for them, and the
  /// JVM waits 0.3 s for that thread when it ends.
  private static final ThreadFactory THREADS = Thread.ofPlatform().name("account").factory();

  private final Workplace workplace;
  private final Options options;
  private final Budget budget = new Budget(BUDGET);

  public Sync(Workplace workplace, Options options) {
    this.workplace = workplace;
    this.options = options;
  }

  /// Fetches what is new.
  ///
  /// @return the most serious of the accounts' statuses
  public ExitStatus run(List<Account> accounts) {
    var turns = new Semaphore(options.jobs());
    List<Future<ExitStatus>> runs = new ArrayList<>();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(THREADS)) {
      for (Account account : accounts) {
        turns.acquireUninterruptibly();
        runs.add(threads.submit(() -> perform(account, turns)));
      }
    }
    return ExitStatus.worst(runs.stream().map(Sync::statusOf).toList());
  }

  private ExitStatus perform(Account account, Semaphore turns) {
    // Not by the factory's own counting, whose method handles take 10 ms to make.
    Thread.currentThread().setName("account " + account.name());
    try {
      return new AccountRun(account, options, workplace, budget).perform();
    } finally {
      turns.release();
    }
  }

  /// A run tells its own trouble; what it throws all the same is a bug, and not to be kept quiet.
  private static ExitStatus statusOf(Future<ExitStatus> run) {
    try {
      return run.get();
    } catch (ExecutionException | InterruptedException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
