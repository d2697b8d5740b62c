package org.popfetch.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.popfetch.account.Account;
import org.popfetch.browse.CaughtUp;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Json;
import org.popfetch.report.Renderer;
import org.popfetch.seen.Ledger;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `popfetch catchup`: what is there now is not wanted.
@Command(
    name = "catchup",
    description =
        "Mark all messages that are there now as seen, download nothing; they are never deleted.")
final class CatchupCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(paramLabel = "ACCOUNT")
  String account = "";

  CatchupCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    return Wiring.aboutOne(
        top,
        account,
        (account, wiring, reporter) -> tell(mark(account, wiring, reporter), top.screen()));
  }

  private CaughtUp mark(Account account, Wiring wiring, Renderer reporter) throws Failed {
    try (Ledger ledger = wiring.state().open(account)) {
      demandSettled(ledger);
      Instant now = top.edge().clock().instant();
      return wiring.visit(
          account, reporter, transaction -> CaughtUp.with(transaction, ledger, now));
    }
  }

  /// A message that was about to be delivered when a run ended may lie at its destination already.
  private void demandSettled(Ledger ledger) throws Failed {
    if (!ledger.unsettled().isEmpty()) {
      throw new Failed(
          Failure.Kind.CANNOT_OPEN,
          "catching up",
          "an earlier run ended in the middle of a delivery",
          "let it be settled first: popfetch sync " + account);
    }
  }

  private void tell(CaughtUp done, StreamScreen screen) {
    if (top.json()) {
      screen.result(
          Json.line()
              .put("event", "caught-up")
              .put("account", account)
              .put("marked", done.marked())
              .put("already", done.already())
              .put("nameless", done.nameless())
              .toString());
      return;
    }
    screen.result(
        account
            + ": "
            + Amount.count(done.marked(), "message")
            + " marked as seen; "
            + Amount.count(done.already())
            + " were before");
    if (done.nameless() > 0) {
      screen.tell(
          account
              + ": "
              + Amount.count(done.nameless(), "message")
              + " could not be marked: the server gives neither a uid nor a header");
    }
  }
}
