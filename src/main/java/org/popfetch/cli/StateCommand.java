package org.popfetch.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.config.Configuration;
import org.popfetch.os.RealDisk;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Screen;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.StateDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popfetch state`: what is remembered of the accounts.
@Command(
    name = "state",
    description = "Show, adopt or forget what is remembered of an account; alone: show.")
final class StateCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "Default: all accounts.")
  @Nullable String account;

  private StateCommand(Popfetch top) {
    this.top = top;
  }

  static CommandLine commandLine(Popfetch top) {
    return new CommandLine(new StateCommand(top))
        .addSubcommand(new Show(top))
        .addSubcommand(new Adopt(top))
        .addSubcommand(new Forget(top));
  }

  @Override
  public Integer call() throws Failed {
    return show(top, account == null ? List.of() : List.of(account));
  }

  private static int show(Popfetch top, List<String> names) throws Failed {
    Screen screen = top.screen();
    StateDirectory state = directory(top, Chosen.read(top));
    List<AccountName> chosen = new ArrayList<>();
    names.forEach(name -> chosen.add(name(name)));
    if (names.isEmpty()) {
      chosen.addAll(state.accounts());
    }
    if (chosen.isEmpty() && !top.json()) {
      screen.tell("nothing is remembered yet");
    }
    var table = new StateTable(screen, top.json(), top.edge().clock());
    for (AccountName name : chosen) {
      table.tell(state.summary(name));
    }
    return ExitStatus.OK.code();
  }

  private static StateDirectory directory(Popfetch top, Configuration configuration) {
    return new StateDirectory(configuration.stateDir(), new RealDisk(), top.edge().clock());
  }

  private static AccountName name(String text) {
    if (!AccountName.isValid(text)) {
      throw new Usage("no account can be named " + text);
    }
    return new AccountName(text);
  }

  @Command(name = "show", description = "Show what is remembered, in numbers.")
  static final class Show implements Callable<Integer> {
    private final Popfetch top;

    @Parameters(paramLabel = "ACCOUNT", description = "Default: all accounts.")
    List<String> accounts = new ArrayList<>();

    Show(Popfetch top) {
      this.top = top;
    }

    @Override
    public Integer call() throws Failed {
      return show(top, accounts);
    }
  }

  @Command(
      name = "adopt",
      description =
          "Give an account's state to the name, host and user that the configuration has for it"
              + " now.")
  static final class Adopt implements Callable<Integer> {
    private final Popfetch top;

    @Parameters(index = "0", paramLabel = "FORMER", description = "The account's former name.")
    String former = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ACCOUNT",
        description = "Its name in the configuration; default: the same.")
    @Nullable String now;

    Adopt(Popfetch top) {
      this.top = top;
    }

    @Override
    public Integer call() throws Failed {
      Screen screen = top.screen();
      String target = now == null ? former : now;
      Chosen chosen = Chosen.of(top, screen, List.of(target));
      Account account = chosen.single();
      directory(top, chosen.configuration())
          .adopt(name(former), account.name(), Mailbox.of(account));
      screen.result(
          "the state of " + former + " is now that of " + target + ", " + Mailbox.of(account));
      return chosen.status().code();
    }
  }

  @Command(
      name = "forget",
      description =
          "Forget an account, or one message of it, or what is damaged; what is forgotten is"
              + " fetched again if it is still on the server.")
  static final class Forget implements Callable<Integer> {
    private final Popfetch top;

    @Parameters(index = "0", paramLabel = "ACCOUNT")
    String account = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "UID",
        description = "One message, by its unique-id or header digest; default: all.")
    @Nullable String uid;

    @Option(
        names = "--damaged",
        description = "Only the lines of the state's files that cannot be read any more.")
    boolean damaged;

    Forget(Popfetch top) {
      this.top = top;
    }

    @Override
    public Integer call() throws Failed {
      Screen screen = top.screen();
      StateDirectory state = directory(top, Chosen.read(top));
      AccountName name = name(account);
      if (damaged) {
        screen.result(account + ": " + state.forgetDamaged(name) + " damaged lines forgotten");
      } else if (uid != null) {
        int forgotten = state.forget(name, octets(uid));
        screen.result(account + ": " + forgotten + " messages forgotten");
        return forgotten == 0 ? ExitStatus.NOTHING.code() : ExitStatus.OK.code();
      } else {
        state.forget(name);
        screen.result(account + ": forgotten");
      }
      return ExitStatus.OK.code();
    }

    /// What was typed, in the octets that the server sent: one per character.
    private static String octets(String typed) {
      return new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
  }
}
