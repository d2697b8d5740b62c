package org.popfetch.cli;

import java.io.PrintWriter;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said when a command line makes no sense, or a command could not begin.
final class Complaints {
  private Complaints() {}

  static int ofUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("popfetch: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitStatus.USAGE.code();
  }

  static int ofExecution(Exception thrown, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (thrown instanceof Failed failed) {
      Failure failure = failed.failure();
      err.println("popfetch: " + failure);
      err.flush();
      return failure.status().code();
    }
    if (thrown instanceof Usage usage) {
      err.println("popfetch: " + usage.getMessage());
      err.flush();
      return ExitStatus.USAGE.code();
    }
    thrown.printStackTrace(err);
    err.println("popfetch: this is a bug; please report it with the lines above");
    err.flush();
    return ExitStatus.BUG.code();
  }
}
