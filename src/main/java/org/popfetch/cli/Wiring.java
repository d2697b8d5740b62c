package org.popfetch.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.config.Configuration;
import org.popfetch.deliver.Sinks;
import org.popfetch.report.ConsoleReporter;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.JsonReporter;
import org.popfetch.report.Renderer;
import org.popfetch.report.Reporter;
import org.popfetch.report.Verbosity;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.Seen;
import org.popfetch.seen.StateDirectory;
import org.popfetch.session.Acquaintance;
import org.popfetch.session.Opening;
import org.popfetch.session.Transaction;
import org.popfetch.sync.Options;
import org.popfetch.sync.Stop;
import org.popfetch.sync.Sync;
import org.popfetch.sync.Workplace;
import org.popfetch.terminal.StreamScreen;

/// Puts the rooms together for one command, and ends it in good order when a signal comes.
final class Wiring implements AutoCloseable {
  private final Popfetch top;
  private final StreamScreen screen;
  private final Equipment equipment;
  private final StateDirectory state;
  private final Set<String> configured;
  private final Stop stop;
  private final Signals signals;

  /// @param stateDir where the accounts' state is kept
  /// @param configured all accounts of the configuration, those that are left out too
  Wiring(Popfetch top, StreamScreen screen, Path stateDir, Set<String> configured) {
    this.top = top;
    this.screen = screen;
    this.configured = Set.copyOf(configured);
    this.equipment = Equipment.of(top.edge(), screen, stateDir);
    this.stop = new Stop(equipment.prompt()::giveUp);
    this.signals = new Signals(stop, () -> giveUp(screen));
    this.state = new StateDirectory(stateDir, equipment.disk(), top.edge().clock());
  }

  Wiring(Popfetch top, StreamScreen screen, Configuration configuration) {
    this(top, screen, configuration.stateDir(), Chosen.names(configuration));
  }

  private static void giveUp(StreamScreen screen) {
    screen.live(_ -> List.of());
    screen.tell("popfetch: stopped before the end; the next run settles what was under way");
  }

  StateDirectory state() {
    return state;
  }

  Equipment equipment() {
    return equipment;
  }

  /// Fetches what is new, and tells of it.
  ExitStatus sync(List<Account> accounts, Options options) {
    try (Renderer reporter = reporter(accounts)) {
      return new Sync(workplace(reporter), options).run(accounts);
    }
  }

  /// What the runs over all accounts have in common.
  Workplace workplace(Reporter reporter) {
    return new Workplace(
        state,
        configured,
        new Sinks(equipment.disk(), equipment.programs(), reporter),
        equipment::passwordOf,
        top.edge().clock(),
        reporter,
        stop);
  }

  Renderer reporter(List<Account> accounts) {
    return reporter(top, screen, accounts);
  }

  /// One that tells of these accounts.
  static Renderer reporter(Popfetch top, StreamScreen screen, List<Account> accounts) {
    List<AccountName> names = accounts.stream().map(Account::name).toList();
    Clock clock = top.edge().clock();
    return top.json()
        ? new JsonReporter(screen, top.verbosity(), clock)
        : new ConsoleReporter(screen, top.verbosity(), names, clock);
  }

  /// What an account has seen, for a command that only looks. Where the account looks renamed, so
  /// that all its mail seems new, that is said as a sync says it, which would not begin.
  Seen remembered(Account account, Reporter reporter) throws Failed {
    Mailbox mailbox = Mailbox.of(account);
    Optional<Failed> renamed = state.renamed(account.name(), mailbox, configured);
    if (renamed.isPresent()) {
      tell(account.name(), renamed.get().failure().toString(), reporter);
    }
    return state.peek(account.name(), mailbox);
  }

  /// What a person is told off a terminal, too: a command that only looks is run to be read.
  private void tell(AccountName name, String text, Reporter reporter) {
    if (top.json()) {
      reporter.report(new Event.Notice(name, text));
    } else if (top.verbosity() != Verbosity.QUIET) {
      screen.tell(name + ": " + text);
    }
  }

  /// What is done with a maildrop.
  @FunctionalInterface
  interface Errand<T> {
    T run(Transaction transaction) throws Failed;
  }

  /// Logs in to an account, does something there that deletes nothing, and leaves.
  <T> T visit(Account account, Reporter reporter, Errand<T> errand) throws Failed {
    AccountName name = account.name();
    var opening =
        new Opening(
            account,
            equipment.passwordOf(account),
            (fromServer, line) -> reporter.report(new Event.Dialogue(name, fromServer, line)),
            phase -> reporter.report(new Event.Phase(name, phase)));
    try (opening;
        var _ = stop.onExpiry(opening::giveUp);
        Transaction transaction = opening.open(Acquaintance.NONE)) {
      T result = errand.run(transaction);
      transaction.leave();
      return result;
    }
  }

  /// What a command does about one account.
  @FunctionalInterface
  interface Deed {
    ExitStatus run() throws Failed;
  }

  /// Does it; a failure is told with the account in front.
  static ExitStatus about(Account account, Reporter reporter, Deed deed) {
    try {
      return deed.run();
    } catch (Failed failed) {
      reporter.report(new Event.AccountFailed(account.name(), failed.failure(), false));
      return failed.failure().status();
    }
  }

  /// What a command does about the only account that it names.
  @FunctionalInterface
  interface Business {
    void run(Account account, Wiring wiring, Renderer reporter) throws Failed;
  }

  /// Reads the configuration, and does something about the account of that name.
  ///
  /// @return the exit status
  static int aboutOne(Popfetch top, String name, Business business) throws Failed {
    Chosen chosen = Chosen.of(top, top.screen(), List.of(name));
    Account account = chosen.single();
    try (var wiring = new Wiring(top, top.screen(), chosen.configuration());
        Renderer reporter = wiring.reporter(List.of(account))) {
      return about(
              account,
              reporter,
              () -> {
                business.run(account, wiring, reporter);
                return chosen.status();
              })
          .code();
    }
  }

  /// Does something for each account, all at once.
  ///
  /// @return one result per account, in their order
  <T> List<T> sideBySide(List<Account> accounts, Function<Account, T> work) {
    // Not virtual ones, for the reason that Sync has.
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<CompletableFuture<T>> results =
          accounts.stream()
              .map(account -> CompletableFuture.supplyAsync(() -> work.apply(account), threads))
              .toList();
      return results.stream().map(CompletableFuture::join).toList();
    }
  }

  @Override
  public void close() {
    signals.close();
  }
}
