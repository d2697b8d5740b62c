package org.popfetch.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// All commands, by name. Each is made only when it is needed: picocli reflects over every option
/// of every command that it is given, which would take longer than the rest of a short run.
final class Commands {
  private static final Map<String, Function<Popfetch, CommandLine>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("sync", top -> new CommandLine(new SyncCommand(top)));
    ALL.put("check", top -> new CommandLine(new CheckCommand(top)));
    ALL.put("list", top -> new CommandLine(new ListCommand(top)));
    ALL.put("show", top -> new CommandLine(new ShowCommand(top)));
    ALL.put("catchup", top -> new CommandLine(new CatchupCommand(top)));
    ALL.put("state", StateCommand::commandLine);
    ALL.put("doctor", top -> new CommandLine(new DoctorCommand(top)));
    ALL.put("login", top -> new CommandLine(new LoginCommand(top)));
    ALL.put("logout", top -> new CommandLine(new LogoutCommand(top)));
    ALL.put("config", ConfigCommand::commandLine);
    ALL.put("shell", top -> new CommandLine(new ShellCommand(top)));
    ALL.put("demo", top -> new CommandLine(new DemoCommand(top)));
  }

  /// Options for every command, other than those that ask for help, as they may stand before its
  /// name; the first group is there when the value is the next argument.
  private static final Pattern OPTION =
      Pattern.compile("(--config|--color)|--(?:config|color)=.*|--json|--verbose|--quiet|-[vq]+");

  private Commands() {}

  /// Adds the command that a command line names, or all of them when it does not name one clearly.
  static void add(CommandLine to, Popfetch top, String... args) {
    Optional<String> only = named(args);
    ALL.forEach((name, command) -> {
      if (only.isEmpty() || only.get().equals(name)) {
        CommandLine made = command.apply(top);
        to.addSubcommand(name, made);
        adapt(name, made.getCommandSpec());
      }
    });
  }

  /// What a server says at the shell's prompt is no event: there is nothing to print as objects.
  private static void adapt(String name, CommandSpec command) {
    if (name.equals("shell")) {
      command.remove(command.findOption("--json"));
    }
  }

  private static Optional<String> named(String... args) {
    for (int i = 0; i < args.length; i++) {
      if (ALL.containsKey(args[i])) {
        return Optional.of(args[i]);
      }
      var option = OPTION.matcher(args[i]);
      if (!option.matches()) {
        return Optional.empty();
      }
      i += option.group(1) == null ? 0 : 1;
    }
    return Optional.empty();
  }
}
