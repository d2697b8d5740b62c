package org.popfetch.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.WordList;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said when a command line makes no sense, or a command could not begin.
final class Complaints {
  private Complaints() {}

  static int ofUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String said = inPlainWords(wrong);
    String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
    err.println("popfetch: " + said + (said.endsWith("?") ? "" : help));
    err.flush();
    return ExitStatus.USAGE.code();
  }

  private static String inPlainWords(ParameterException wrong) {
    return switch (wrong) {
      case UnmatchedArgumentException surplus -> ofSurplus(surplus);
      case MissingParameterException missing -> ofMissing(missing.getMissing());
      case MutuallyExclusiveArgsException _ -> "only one of --keep and --delete makes sense";
      default -> {
        ArgSpec spec = wrong.getArgSpec();
        String value = wrong.getValue();
        yield spec instanceof OptionSpec option && value != null
            ? ofValue(option, value)
            : String.valueOf(wrong.getMessage());
      }
    };
  }

  private static String ofSurplus(UnmatchedArgumentException surplus) {
    String argument = surplus.getUnmatched().getFirst();
    if (surplus.isUnknownOption()) {
      return "there is no option " + argument;
    }
    if (surplus.getCommandLine().getSubcommands().isEmpty()) {
      return "one argument too many: " + argument;
    }
    List<String> like = surplus.getSuggestions();
    return "there is no command "
        + argument
        + (like.isEmpty() ? "" : "; did you mean " + like.getFirst() + "?");
  }

  private static String ofMissing(List<ArgSpec> missing) {
    ArgSpec first = missing.getFirst();
    return first instanceof OptionSpec option
        ? option.longestName() + " takes " + option.paramLabel()
        : first.paramLabel() + " is missing";
  }

  private static String ofValue(OptionSpec option, String value) {
    if (option.arity().max() == 0) {
      return option.longestName() + " takes no value";
    }
    String wanted =
        option.type().isEnum()
            ? WordList.of(
                Arrays.stream(option.type().getEnumConstants())
                    .map(one -> one.toString().toLowerCase(Locale.ROOT))
                    .toList(),
                " or ")
            : "a number up to " + Integer.MAX_VALUE;
    return option.longestName()
        + " takes "
        + wanted
        + ", not "
        + (value.isEmpty() ? "nothing" : value);
  }

  static int ofExecution(Exception thrown, CommandLine command, ParseResult parsed) {
    return ofExecution(thrown, command.getErr());
  }

  static int ofExecution(Exception thrown, PrintWriter err) {
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
