package org.popfetch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.popfetch.account.Account;
import org.popfetch.config.ConfigFile;
import org.popfetch.config.ConfigReader;
import org.popfetch.config.ConfigText;
import org.popfetch.config.Configuration;
import org.popfetch.config.Problem;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popfetch config`: what the configuration says, and what is wrong in it.
@Command(name = "config", description = "Check or show the configuration, or tell where it is.")
final class ConfigCommand implements Runnable {
  private ConfigCommand() {}

  static CommandLine commandLine(Popfetch top) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand(new Check(top))
        .addSubcommand(new Show(top))
        .addSubcommand(new Where(top));
  }

  @Override
  public void run() {
    throw new Usage("config takes check, show or path");
  }

  @Command(name = "check", description = "Report all problems of the configuration at once.")
  static final class Check implements Callable<Integer> {
    private final Popfetch top;

    Check(Popfetch top) {
      this.top = top;
    }

    @Override
    public Integer call() throws Failed {
      Screen screen = top.screen();
      ConfigFile file = Chosen.file(top);
      Configuration configuration = ConfigReader.read(file, top.surroundings());
      List<Problem> unreadable = ConfigReader.unreadableFiles(file, top.surroundings());
      configuration.complaint().forEach(screen::tell);
      unreadable.forEach(problem -> screen.tell(problem.toString()));
      if (!configuration.problems().isEmpty() || !unreadable.isEmpty()) {
        return ExitStatus.CONFIG.code();
      }
      screen.result(configuration.file() + ": fine; " + counted(configuration.accounts()));
      return ExitStatus.OK.code();
    }

    private static String counted(List<Account> accounts) {
      long disabled = accounts.stream().filter(account -> !account.enabled()).count();
      return (accounts.size() == 1 ? "1 account" : accounts.size() + " accounts")
          + (disabled == 0 ? "" : ", " + disabled + " of them disabled");
    }
  }

  @Command(
      name = "show",
      description = "Show what the configuration amounts to: defaults filled in, secrets masked.")
  static final class Show implements Callable<Integer> {
    private final Popfetch top;

    @Parameters(paramLabel = "ACCOUNT", description = "Default: all accounts, disabled ones too.")
    List<String> accounts = new ArrayList<>();

    @Option(names = "--names", description = "The accounts' names only, one per line.")
    boolean names;

    Show(Popfetch top) {
      this.top = top;
    }

    @Override
    public Integer call() throws Failed {
      Screen screen = top.screen();
      Configuration configuration = Chosen.read(top);
      ExitStatus status = ExitStatus.OK;
      if (!configuration.problems().isEmpty()) {
        configuration.complaint().forEach(screen::tell);
        status = ExitStatus.CONFIG;
      }
      List<Account> shown =
          accounts.isEmpty() ? configuration.accounts() : Chosen.named(configuration, accounts);
      if (names) {
        shown.forEach(account -> screen.result(account.name().value()));
      } else {
        ConfigText.of(configuration, shown).lines().forEach(screen::result);
      }
      return status.code();
    }
  }

  @Command(name = "path", description = "Tell where the configuration is, or would be.")
  static final class Where implements Callable<Integer> {
    private final Popfetch top;

    Where(Popfetch top) {
      this.top = top;
    }

    @Override
    public Integer call() {
      top.screen().result(ConfigFile.locate(top.config(), top.surroundings()).toString());
      return ExitStatus.OK.code();
    }
  }
}
