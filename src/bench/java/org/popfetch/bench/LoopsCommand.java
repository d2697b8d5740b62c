package org.popfetch.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// JMH, for the two loops that are worth it.
@Command(
    name = "loops",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the inner loops alone, by JMH.",
      "They are taking off dots, where an operation is a MiB of mail, and a million messages that",
      "were seen."
    })
final class LoopsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "OPTION",
      description = "JMH's own, behind \"--\": a pattern for names, -f, -prof …")
  private String[] options = {};

  @Override
  public Integer call() throws CommandLineOptionException, RunnerException {
    new Runner(new CommandLineOptions(options)).run();
    return 0;
  }
}
