package org.popfetch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.Keep;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.sync.Options;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popfetch sync`: the main job.
@Command(name = "sync", description = "Fetch what is new.")
final class SyncCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(paramLabel = "ACCOUNT", description = "Default: all enabled accounts.")
  List<String> accounts = new ArrayList<>();

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  boolean dryRun;

  @Option(
      names = "--max-messages",
      paramLabel = "N",
      description = "Fetch N messages per account at most.")
  @Nullable Integer maxMessages;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Accounts at a time; default: ${DEFAULT-VALUE}")
  int jobs = Options.DEFAULT_JOBS;

  @ArgGroup Retention retention = new Retention();

  @Option(names = "--refetch", description = "Fetch again what was seen before.")
  boolean refetch;

  SyncCommand(Popfetch top) {
    this.top = top;
  }

  /// One or the other, in place of each account's `keep`.
  static final class Retention {
    @Option(names = "--keep", description = "Delete nothing on the server.")
    boolean keep;

    @Option(names = "--delete", description = "Delete on the server what is delivered.")
    boolean delete;
  }

  @Override
  public Integer call() throws Failed {
    Usage.atLeast(1, "--jobs", jobs);
    if (maxMessages != null) {
      Usage.atLeast(0, "--max-messages", maxMessages);
    }
    StreamScreen screen = top.screen();
    Chosen chosen = Chosen.of(top, screen, accounts);
    try (var wiring = new Wiring(top, screen, chosen.configuration())) {
      List<Account> adjusted = chosen.accounts().stream().map(this::adjusted).toList();
      ExitStatus status = wiring.sync(adjusted, new Options(jobs, dryRun, refetch));
      return ExitStatus.worst(List.of(chosen.status(), status)).code();
    }
  }

  private Account adjusted(Account account) {
    Account adjusted = account;
    if (maxMessages != null) {
      adjusted = adjusted.withLimits(account.limits().withMaxMessages(maxMessages));
    }
    if (retention.keep) {
      adjusted = adjusted.withKeep(new Keep.Forever());
    }
    if (retention.delete) {
      adjusted = adjusted.withKeep(new Keep.UntilDelivered());
    }
    return adjusted;
  }
}
