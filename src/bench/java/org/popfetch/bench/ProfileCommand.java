package org.popfetch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.popfetch.peers.Fetchers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Where popfetch's time goes.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Tells where the time of popfetch goes in a workload.",
      "Prints the phases of a run, as they show on the network; the classes that it loads; and where",
      "its threads are, by Java Flight Recorder. The recorder keeps Java from using the image's cache of classes, so that a run takes longer then,",
      "and loads its classes the slow way: there look at what happens after that."
    })
final class ProfileCommand implements Callable<Integer> {
  private static final String JAVA_OPTIONS = "POPFETCH_JAVA_OPTIONS";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "WORKLOAD",
      defaultValue = "poll-near bulk-near",
      split = " ",
      description = "With one mailbox. Default: ${DEFAULT-VALUE}.")
  private List<String> names = List.of();

  @Option(names = "--rounds", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() throws IOException {
    List<Workload> workloads = names.stream().map(this::workload).toList();
    Contest contest = Main.contest();
    for (Workload workload : workloads) {
      System.out.printf("%n%s%n%n", workload.title());
      System.out.println(phases(contest, workload));
      System.out.println(classes(contest, workload));
      System.out.println(samples(contest, workload));
    }
    return 0;
  }

  private Workload workload(String name) {
    return Workload.named(name)
        .filter(workload -> workload.mailboxes() == 1)
        .orElseThrow(() -> new ParameterException(spec.commandLine(), "no such workload: " + name));
  }

  private String phases(Contest contest, Workload workload) throws IOException {
    var phases = new Phases();
    Performance all =
        contest.watch(workload, Fetchers.POPFETCH, rounds, Map.of(), phases, phases::round);
    return "%9.1f ms  wall, of which (medians of %d)%n%s%9.1f ms  CPU, %.0f MB%n"
        .formatted(1000 * all.wall(), rounds, phases.text(), 1000 * all.cpu(), all.peakMegabytes());
  }

  private static String classes(Contest contest, Workload workload) throws IOException {
    Path log = contest.home(Fetchers.POPFETCH).resolve("classes.log");
    var text = new StringBuilder();
    contest.watch(
        workload,
        Fetchers.POPFETCH,
        1,
        Map.of(JAVA_OPTIONS, ClassLoads.OPTION + log),
        DelayProxy.Ear.DEAF,
        _ -> text.append(new ClassLoads(log).text()));
    return text.toString();
  }

  private String samples(Contest contest, Workload workload) throws IOException {
    Path home = contest.home(Fetchers.POPFETCH);
    Path settings = home.resolveSibling("samples.jfc");
    Files.writeString(settings, Samples.SETTINGS);
    Path recording = home.resolve("popfetch.jfr");
    var samples = new Samples();
    contest.watch(
        workload,
        Fetchers.POPFETCH,
        rounds,
        Map.of(
            JAVA_OPTIONS,
            "-XX:StartFlightRecording:settings=%s,filename=%s".formatted(settings, recording)),
        DelayProxy.Ear.DEAF,
        _ -> samples.add(recording));
    return samples.text();
  }
}
