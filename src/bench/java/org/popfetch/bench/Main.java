package org.popfetch.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popfetch.dovecot.Dovecot;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Fetchers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command line.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {ProfileCommand.class, LoopsCommand.class},
    description = {
      "Measures popfetch beside mpop, getmail6 and fetchmail, as far as they are installed.",
      "Needs Dovecot. Figures go to standard output, what goes on to standard error.",
      "Exit status 1: a fetcher did not deliver what it should have."
    })
final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WORKLOAD", description = "By name; all of --list when none is named.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Lists the workloads.")
  private boolean list;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--tools",
      split = ",",
      paramLabel = "NAME",
      description = {
        "Who takes part, or \"all\". By default popfetch, and the peers that a workload names:",
        "some of them take minutes for a round."
      })
  private List<String> tools = List.of();

  @Option(
      names = "--rtt",
      paramLabel = "MS",
      description = "The network's round-trip time, instead of what the workloads say.")
  private @Nullable Double roundTripMillis;

  @Option(names = "--markdown", description = "Prints the table for the README.")
  private boolean markdown;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<Workload> workloads = workloads();
    if (list) {
      workloads.forEach(w -> System.out.printf("%-11s %s%n", w.name(), w.title()));
      return 0;
    }
    requireKnownTools();
    List<Fetcher> installed = Fetchers.ALL.stream().filter(Fetcher::isInstalled).toList();
    Contest contest = contest();
    List<Outcome> outcomes = new ArrayList<>();
    for (Workload workload : workloads) {
      var takingPart = installed.stream().filter(one -> takesPart(one, workload)).toList();
      outcomes.add(contest.play(workload, takingPart, rounds));
    }
    System.out.println(Machine.text(installed) + "; " + rounds + " rounds\n");
    System.out.print(
        markdown ? Scoreboard.markdown(outcomes, installed) : Scoreboard.text(outcomes));
    return outcomes.stream().allMatch(Outcome::isValid) ? 0 : 1;
  }

  private List<Workload> workloads() {
    List<Workload> chosen = new ArrayList<>();
    for (String name : names.isEmpty() ? Workload.names() : names) {
      chosen.add(
          Workload.named(name)
              .orElseThrow(
                  () -> new ParameterException(spec.commandLine(), "no workload " + name)));
    }
    if (roundTripMillis == null) {
      return chosen;
    }
    Duration other = Duration.ofNanos(Math.round(roundTripMillis * 1e6));
    return chosen.stream().map(workload -> workload.at(other)).toList();
  }

  private void requireKnownTools() {
    List<String> known = Fetchers.ALL.stream().map(Fetcher::name).toList();
    for (String tool : tools) {
      if (!tool.equals("all") && !known.contains(tool)) {
        throw new ParameterException(
            spec.commandLine(), "no tool " + tool + ", only " + String.join(", ", known));
      }
    }
  }

  private boolean takesPart(Fetcher fetcher, Workload workload) {
    if (tools.isEmpty()) {
      return fetcher.equals(Fetchers.POPFETCH) || workload.awaited().contains(fetcher.name());
    }
    return tools.contains("all") || tools.contains(fetcher.name());
  }

  /// Opens a contest that ends with this process, however that comes about.
  static Contest contest() throws IOException {
    if (!Dovecot.isInstalled()) {
      throw new IOException("Dovecot is not installed (Debian: dovecot-pop3d)");
    }
    Contest contest = Contest.open(System.err::println);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(contest)));
    return contest;
  }

  private static void close(Contest contest) {
    try {
      contest.close();
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    }
  }
}
