package org.popfetch.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paths: `~` at the beginning is the home folder, `${NAME}` a variable of the environment, and a
/// relative path starts at the home folder.
///
/// Why there: a run from cron or systemd must deliver to the same place as one that is typed, so
/// the working folder is out; the configuration's own folder is out because it may come from a
/// pipe, and because nobody keeps mail below `~/.config`. Home is where cron starts, and what
/// `Mail/work` means to people.
final class PathText {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)(}?)");

  private PathText() {}

  static Path path(Setting setting, Surroundings around) throws Unfit {
    return path(setting, Values.text(setting, around), around);
  }

  /// @param text the part of the setting's value that is a path
  static Path path(Setting setting, String text, Surroundings around) throws Unfit {
    String below = text.startsWith("~/") ? text.substring(2) : text;
    if (text.equals("~")) {
      return around.home();
    }
    if (text.startsWith("~") && below.equals(text)) {
      throw setting.unfit(TomlText.excerpt(text) + ": only ~/ is known; write other homes in full");
    }
    try {
      return around.home().resolve(replaceVariables(setting, below, around));
    } catch (InvalidPathException e) {
      throw setting.unfit(TomlText.excerpt(text) + " is no path on this system");
    }
  }

  /// A program is a path when it has a slash; otherwise it is looked up in `PATH`, later.
  static String program(Setting setting, Surroundings around) throws Unfit {
    String text = Values.text(setting, around);
    return text.contains("/") ? path(setting, text, around).toString() : text;
  }

  private static String replaceVariables(Setting setting, String text, Surroundings around)
      throws Unfit {
    var replaced = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(2).isEmpty()) {
        throw setting.unfit(TomlText.excerpt(text) + ": ${ without its }");
      }
      matcher.appendReplacement(
          replaced, Matcher.quoteReplacement(variable(setting, matcher.group(1), around)));
    }
    return matcher.appendTail(replaced).toString();
  }

  private static String variable(Setting setting, String name, Surroundings around) throws Unfit {
    return around
        .variable(name)
        .orElseThrow(
            () -> setting.unfit("${" + name + "} is not set, or empty, in the environment"));
  }
}
