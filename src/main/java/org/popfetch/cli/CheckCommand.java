package org.popfetch.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.popfetch.account.Account;
import org.popfetch.browse.Waiting;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Renderer;
import org.popfetch.report.Verbosity;
import org.popfetch.seen.Seen;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `popfetch check`: how many messages wait.
@Command(
    name = "check",
    description = "Tell how many messages wait; download nothing. Status 0: some, 1: none.")
final class CheckCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(paramLabel = "ACCOUNT", description = "Default: all enabled accounts.")
  List<String> accounts = new ArrayList<>();

  CheckCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    StreamScreen screen = top.screen();
    Chosen chosen = Chosen.of(top, screen, accounts);
    try (var wiring = new Wiring(top, screen, chosen.configuration());
        Renderer reporter = wiring.reporter(chosen.accounts())) {
      List<ExitStatus> statuses =
          wiring.sideBySide(chosen.accounts(), account -> check(account, wiring, screen, reporter));
      return summary(statuses, chosen.status()).code();
    }
  }

  private ExitStatus check(Account account, Wiring wiring, StreamScreen screen, Renderer reporter) {
    return Wiring.about(
        account,
        reporter,
        () -> {
          Seen seen = wiring.remembered(account, reporter);
          Instant now = top.edge().clock().instant();
          Waiting waiting =
              wiring.visit(
                  account,
                  reporter,
                  transaction -> Waiting.in(transaction, seen, account.limits(), now));
          tell(account, waiting, screen);
          return waiting.messages() > 0 ? ExitStatus.OK : ExitStatus.NOTHING;
        });
  }

  private void tell(Account account, Waiting waiting, StreamScreen screen) {
    if (top.json()) {
      screen.result(waiting.json(account.name()).toString());
    } else if (top.verbosity() != Verbosity.QUIET) {
      screen.result(waiting.line(account.name()));
    }
  }

  /// An error beats both; then a message somewhere beats none elsewhere.
  private static ExitStatus summary(List<ExitStatus> statuses, ExitStatus configuration) {
    ExitStatus worst = ExitStatus.worst(List.of(ExitStatus.worst(statuses), configuration));
    boolean some = statuses.contains(ExitStatus.OK);
    if (worst.compareTo(ExitStatus.NOTHING) > 0) {
      return worst;
    }
    return some ? ExitStatus.OK : ExitStatus.NOTHING;
  }
}
