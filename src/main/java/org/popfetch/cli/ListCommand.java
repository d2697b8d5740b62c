package org.popfetch.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.browse.Listing;
import org.popfetch.browse.Table;
import org.popfetch.report.Failed;
import org.popfetch.report.Renderer;
import org.popfetch.seen.Seen;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `popfetch list`: the maildrop as a table.
@Command(
    name = "list",
    description = "Show the maildrop: number, size, uid, seen or new, date, from, subject.")
final class ListCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(paramLabel = "ACCOUNT")
  String account = "";

  ListCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    return Wiring.aboutOne(
        top,
        account,
        (account, wiring, reporter) ->
            tell(account.name(), listing(account, wiring, reporter), top.screen()));
  }

  private Listing listing(Account account, Wiring wiring, Renderer reporter) throws Failed {
    Seen seen = wiring.remembered(account, reporter);
    Instant now = top.edge().clock().instant();
    return wiring.visit(
        account, reporter, transaction -> Listing.of(transaction, seen, account.limits(), now));
  }

  private void tell(AccountName account, Listing listing, StreamScreen screen) {
    if (!listing.hasHeaders() && !listing.rows().isEmpty()) {
      screen.tell(account + ": the server has no TOP, so dates, authors and subjects are unknown");
    }
    try (var _ = screen.hold()) {
      rows(account, listing, screen);
    }
  }

  private void rows(AccountName account, Listing listing, StreamScreen screen) {
    if (top.json()) {
      listing.rows().forEach(row -> screen.result(row.json(account).toString()));
    } else {
      Table.lines(listing, screen.results(), screen.width(), top.edge().clock().getZone())
          .forEach(screen::result);
    }
  }
}
