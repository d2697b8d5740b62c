package org.popfetch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.config.Surroundings;
import org.popfetch.os.Reason;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Verbosity;
import org.popfetch.terminal.ColourPolicy;
import org.popfetch.terminal.ResultStream;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `popfetch`: the options that every command takes, before or after its name.
@Command(
    name = "popfetch",
    description =
        "Fetches mail from POP3 servers: every message whole, once, and deleted there only"
            + " after it is safe here.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Popfetch.VersionLine.class)
final class Popfetch implements Runnable {
  private final Edge edge;
  private @Nullable StreamScreen screen;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration; default: ~/.config/popfetch/config.toml")
  @Nullable Path config;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description =
          "Tell what happens to each message; twice: the POP3 dialogue too, secrets masked.")
  boolean[] verbose = {};

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Tell failures only.")
  boolean quiet;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object per event and line, on standard output.")
  boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "auto, always or never; default: auto, unless NO_COLOR is set")
  ColourPolicy color = ColourPolicy.AUTO;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help, or a command's.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /// With no option set yet.
  Popfetch(Edge edge) {
    this.edge = edge;
  }

  /// Runs a command line.
  ///
  /// @return the exit status
  static int run(Edge edge, String... args) {
    var top = new Popfetch(edge);
    Optional<SyncCommand> plain = PlainSync.read(top, args);
    if (plain.isPresent()) {
      return top.written(run(edge, plain.get()));
    }
    var other = new Popfetch(edge);
    return other.written(commandLine(other, args).execute(args));
  }

  private static int run(Edge edge, SyncCommand plain) {
    try {
      return plain.call();
    } catch (Failed | RuntimeException thrown) {
      return Complaints.ofExecution(thrown, Lines.writer(edge.err()));
    }
  }

  private int written(int status) {
    return isWritten() ? status : ExitStatus.DELIVERY.code();
  }

  /// Whether standard output took all results. That nobody reads them any more (`popfetch list … |
  /// head`) is no fault.
  private boolean isWritten() {
    Optional<IOException> lost =
        Optional.ofNullable(screen)
            .flatMap(StreamScreen::lost)
            .filter(reason -> !(reason instanceof ResultStream.NobodyReads));
    lost.ifPresent(
        reason -> screen().tell("popfetch: writing to standard output: " + Reason.of(reason)));
    return lost.isEmpty();
  }

  /// All commands and their options.
  static CommandLine commandLine(Edge edge) {
    return commandLine(new Popfetch(edge));
  }

  /// The command that the arguments name, or all of them.
  static CommandLine commandLine(Popfetch top, String... args) {
    var commandLine = new CommandLine(top);
    Commands.add(commandLine, top, args);
    return commandLine
        .setOut(Lines.writer(top.edge.out()))
        .setErr(Lines.writer(top.edge.err()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Complaints::ofUsage)
        .setExecutionExceptionHandler(Complaints::ofExecution);
  }

  Edge edge() {
    return edge;
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  Surroundings surroundings() {
    return new Surroundings(edge.environment(), edge.home());
  }

  /// The one screen of this run; made when it is first asked for, when the options are known.
  StreamScreen screen() {
    if (screen == null) {
      screen =
          StreamScreen.standard(
              new ResultStream(edge.out()),
              edge.err(),
              color,
              edge.environment(),
              StandardCharsets.UTF_8);
    }
    return screen;
  }

  boolean json() {
    return json;
  }

  Verbosity verbosity() {
    return switch (verbose.length) {
      case 0 -> quiet ? Verbosity.QUIET : Verbosity.NORMAL;
      case 1 -> Verbosity.MESSAGES;
      default -> Verbosity.DIALOGUE;
    };
  }

  /// Alone: short help.
  @Override
  public void run() {
    commandLine(edge).usage(edge.out());
  }

  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"popfetch " + Version.number()};
    }
  }
}
