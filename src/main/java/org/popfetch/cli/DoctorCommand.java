package org.popfetch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.popfetch.account.Account;
import org.popfetch.config.ConfigFile;
import org.popfetch.config.Surroundings;
import org.popfetch.doctor.Examination;
import org.popfetch.doctor.Examination.Surgery;
import org.popfetch.doctor.Sheet;
import org.popfetch.doctor.Step;
import org.popfetch.os.FileMode;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Renderer;
import org.popfetch.report.Verbosity;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `popfetch doctor`: each step to the mailbox, what is wrong with it, and how to mend that.
@Command(
    name = "doctor",
    description = "Test each step to the mailbox, and say what is wrong and how to mend it.")
final class DoctorCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(paramLabel = "ACCOUNT", description = "Default: all enabled accounts.")
  List<String> accounts = new ArrayList<>();

  DoctorCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    StreamScreen screen = top.screen();
    Chosen chosen = Chosen.of(top, screen, accounts);
    List<Account> examined = chosen.accounts();
    try (var wiring = new Wiring(top, screen, chosen.configuration());
        Renderer reporter = wiring.reporter(examined)) {
      Surgery surgery = surgery(wiring, reporter);
      var paper = new Paper(screen, examined);
      List<ExitStatus> statuses =
          new ArrayList<>(wiring.sideBySide(examined, account -> examine(account, surgery, paper)));
      statuses.add(chosen.status());
      return ExitStatus.worst(statuses).code();
    }
  }

  private Surgery surgery(Wiring wiring, Renderer reporter) {
    Surroundings around = top.surroundings();
    Path file = ConfigFile.locate(top.config(), around);
    String mode = FileMode.of(file).map(", "::concat).orElse("");
    return new Surgery(
        wiring.workplace(reporter),
        top.edge().clock(),
        around.shorten(file) + mode,
        path -> around.shorten(Path.of(path)),
        !top.json());
  }

  private ExitStatus examine(Account account, Surgery surgery, Paper paper) {
    try {
      paper.begin(account);
      return new Examination(account, surgery).perform(step -> paper.write(account, step)).status();
    } finally {
      paper.end(account);
    }
  }

  /// Where the findings are written: accounts one below the other, or as they come for programs.
  private final class Paper {
    private final StreamScreen screen;
    private final List<Account> examined;
    private final Blocks blocks;
    private final Sheet sheet;
    private final Set<Account> headed = ConcurrentHashMap.newKeySet();

    Paper(StreamScreen screen, List<Account> examined) {
      this.screen = screen;
      this.examined = examined;
      this.blocks = new Blocks(examined.size(), screen::result);
      this.sheet = new Sheet(screen.results(), screen.results().terminal() ? screen.width() : 0);
    }

    void begin(Account account) {
      if (!top.json() && !isQuiet()) {
        blocks.write(examined.indexOf(account), heading(account));
      }
    }

    private List<String> heading(Account account) {
      String heading = Sheet.heading(account);
      return examined.indexOf(account) == 0 || isQuiet() ? List.of(heading) : List.of("", heading);
    }

    /// With `-q` the bad ones only, below the account's heading.
    void write(Account account, Step step) {
      if (isQuiet() && step.failure().isEmpty()) {
        return;
      }
      if (top.json()) {
        screen.result(Sheet.json(account.name(), step).toString());
        return;
      }
      if (isQuiet() && headed.add(account)) {
        blocks.write(examined.indexOf(account), heading(account));
      }
      blocks.write(examined.indexOf(account), sheet.lines(step));
    }

    private boolean isQuiet() {
      return top.verbosity() == Verbosity.QUIET;
    }

    void end(Account account) {
      blocks.end(examined.indexOf(account));
    }
  }
}
