package org.popfetch.cli;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program's entry.
@Command(
    name = "popfetch",
    description = "Fetches mail from POP3 servers.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionLine.class)
public final class Main implements Runnable {
  /// Runs the command line and leaves with its status.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    PrintStream out = System.out;
    commandLine().usage(out);
  }

  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"popfetch " + Version.number()};
    }
  }
}
