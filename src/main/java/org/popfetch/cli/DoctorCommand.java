package org.popfetch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.config.ConfigFile;
import org.popfetch.config.Configuration;
import org.popfetch.config.Problem;
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
    Configuration configuration = Chosen.read(top);
    List<Account> examined = Chosen.of(configuration, accounts);
    List<String> leftOut = leftOut(configuration);
    if (leftOut.isEmpty() || !leftOut.containsAll(configuration.leftOut())) {
      configuration.complaint().forEach(screen::tell);
    }
    try (var wiring = new Wiring(top, screen, configuration);
        Renderer reporter = wiring.reporter(examined)) {
      var paper = new Paper(screen, Stream.concat(names(examined), leftOut.stream()).toList());
      Surgery surgery = surgery(wiring, reporter);
      List<ExitStatus> statuses =
          new ArrayList<>(wiring.sideBySide(examined, account -> examine(account, surgery, paper)));
      leftOut.forEach(name -> paper.tellLeftOut(name, problems(configuration, name)));
      statuses.add(configuration.problems().isEmpty() ? ExitStatus.OK : ExitStatus.CONFIG);
      return ExitStatus.worst(statuses).code();
    }
  }

  private static Stream<String> names(List<Account> accounts) {
    return accounts.stream().map(account -> account.name().value());
  }

  /// The accounts that are asked for, and have a problem.
  private List<String> leftOut(Configuration configuration) {
    return configuration.leftOut().stream()
        .filter(name -> accounts.isEmpty() || accounts.contains(name))
        .toList();
  }

  /// The problems because of which an account is left out: its own, and those that speak against
  /// all accounts.
  private static List<String> problems(Configuration configuration, String account) {
    return configuration.problems().stream()
        .filter(problem ->
            !problem.key().startsWith("accounts.")
                || problem.key().startsWith("accounts." + account + "."))
        .map(Problem::toString)
        .toList();
  }

  private Surgery surgery(Wiring wiring, Renderer reporter) {
    Surroundings around = top.surroundings();
    Path file = ConfigFile.locate(top.config(), around);
    String mode = FileMode.of(file).map(", "::concat).orElse("");
    return new Surgery(
        wiring.workplace(reporter),
        wiring.equipment().tokens(),
        top.edge().clock(),
        around.shorten(file) + mode,
        path -> around.shorten(Path.of(path)),
        !top.json());
  }

  private static ExitStatus examine(Account account, Surgery surgery, Paper paper) {
    String name = account.name().value();
    try {
      paper.begin(name, Sheet.heading(account));
      return new Examination(account, surgery).perform(step -> paper.write(name, step)).status();
    } finally {
      paper.end(name);
    }
  }

  /// Where the findings are written: accounts one below the other, or as they come for programs.
  private final class Paper {
    private final StreamScreen screen;
    private final List<String> names;
    private final Blocks blocks;
    private final Sheet sheet;
    private final Map<String, String> headings = new ConcurrentHashMap<>();

    Paper(StreamScreen screen, List<String> names) {
      this.screen = screen;
      this.names = names;
      this.blocks = new Blocks(names.size(), screen::result);
      this.sheet = new Sheet(screen.results(), screen.results().terminal() ? screen.width() : 0);
    }

    void begin(String name, String heading) {
      headings.put(name, heading);
      if (!isQuiet()) {
        writeHeading(name);
      }
    }

    /// Once; not for programs.
    private void writeHeading(String name) {
      String heading = headings.remove(name);
      if (heading != null && !top.json()) {
        boolean first = names.indexOf(name) == 0;
        blocks.write(
            names.indexOf(name), first || isQuiet() ? List.of(heading) : List.of("", heading));
      }
    }

    /// With `-q` the bad ones only.
    void write(String name, Step step) {
      if (isQuiet() && step.failure().isEmpty()) {
        return;
      }
      if (top.json()) {
        screen.result(Sheet.json(name, step).toString());
      } else {
        writeHeading(name);
        blocks.write(names.indexOf(name), sheet.lines(step));
      }
    }

    private boolean isQuiet() {
      return top.verbosity() == Verbosity.QUIET;
    }

    void tellLeftOut(String name, List<String> problems) {
      begin(name, name);
      write(name, Step.leftOut(problems));
      end(name);
    }

    void end(String name) {
      blocks.end(names.indexOf(name));
    }
  }
}
