package org.popfetch.config;

import java.util.ArrayList;
import java.util.List;
import org.popfetch.account.PasswordSource;
import org.popfetch.config.Setting.Value;

/// Programs to run, with their arguments.
final class Arguments {
  private Arguments() {}

  /// A program and its arguments, run without a shell: nothing in them is expanded, but the program
  /// itself is a path when it has a slash.
  static List<String> list(Setting setting, Surroundings around) throws Unfit {
    if (!(setting.value() instanceof Value.Items)) {
      throw setting.unfit(
          setting.shown() + " is no argument list; write [\"program\", \"argument\"]");
    }
    var argv = new ArrayList<>(Values.items(setting, around, Arguments::argument));
    argv.set(0, PathText.program(setting.items().getFirst(), around));
    return argv;
  }

  /// `password-command`: an argument list, or one string for the shell.
  static PasswordSource command(Setting setting, Surroundings around) throws Unfit {
    return new PasswordSource.Command(shellOrList(setting, around));
  }

  /// An argument list, or one string for the shell.
  static List<String> shellOrList(Setting setting, Surroundings around) throws Unfit {
    return setting.value() instanceof Value.Text
        ? List.of("sh", "-c", Values.text(setting, around))
        : list(setting, around);
  }

  /// Unlike other text it may be empty and have line ends; a NUL cannot be handed over.
  private static String argument(Setting setting, Surroundings around) throws Unfit {
    if (setting.value() instanceof Value.Text(String text)) {
      if (text.indexOf('\0') >= 0) {
        throw setting.unfit(setting.shown() + " holds a NUL");
      }
      return text;
    }
    throw Values.noText(setting);
  }
}
