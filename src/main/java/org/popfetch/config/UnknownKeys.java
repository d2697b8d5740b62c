package org.popfetch.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.config.Setting.Value;
import org.popfetch.report.WordList;

/// Keys that nobody knows, and what was meant.
final class UnknownKeys {
  static final String DEFAULTS = "defaults";
  static final String ACCOUNTS = "accounts";

  private static final List<String> ACCOUNT = Keys.ACCOUNT.stream().map(Key::name).toList();
  private static final List<String> TOP = List.of(Keys.STATE_DIR.name(), DEFAULTS, ACCOUNTS);

  private UnknownKeys() {}

  /// Those in an account's table, or in `[defaults]`.
  static List<Problem> inAccount(Map<String, Setting> settings) {
    return unknown(settings, ACCOUNT)
        .map(setting -> setting.misplaced("unknown key; " + meantInAccount(setting)))
        .toList();
  }

  /// Those at the top of the file.
  static List<Problem> atTop(Map<String, Setting> settings) {
    return unknown(settings, TOP)
        .map(setting -> setting.misplaced("unknown key; " + meantAtTop(setting)))
        .toList();
  }

  /// Whether one of the unknown ones is this key with a typo.
  static boolean mean(Map<String, Setting> settings, Key<?> key) {
    return unknown(settings, ACCOUNT).anyMatch(setting -> means(setting, key));
  }

  private static boolean means(Setting setting, Key<?> key) {
    return Nearest.to(name(setting), ACCOUNT).filter(key.name()::equals).isPresent();
  }

  /// Whether one at the top looks like `state-dir`. Then nobody knows where the state is, and
  /// everything would be fetched again.
  static boolean hideStateDir(Map<String, Setting> settings) {
    return unknown(settings, TOP)
        .flatMap(setting -> Nearest.to(name(setting), TOP).stream())
        .anyMatch(Keys.STATE_DIR.name()::equals);
  }

  private static Stream<Setting> unknown(Map<String, Setting> settings, List<String> known) {
    return settings.values().stream().filter(setting -> !known.contains(name(setting)));
  }

  private static String meantInAccount(Setting setting) {
    String name = name(setting);
    if (TOP.contains(name)) {
      return "it stands at the top of the file, before the first [table]";
    }
    return dottedName(setting)
        .or(() -> nearest(name, ACCOUNT))
        .orElse("popfetch.toml(5) lists the known ones");
  }

  /// `[accounts.work.old]` is a table `old` in the account `work`.
  private static Optional<String> dottedName(Setting setting) {
    List<String> path = setting.path();
    boolean table = setting.value() instanceof Value.Table && !means(setting, Keys.DELIVER);
    return table && path.getFirst().equals(ACCOUNTS)
        ? Optional.of(
            "a name with a dot is quoted: [accounts."
                + TomlText.quote(String.join(".", path.subList(1, path.size())))
                + "]")
        : Optional.empty();
  }

  /// Whether there is no such account but for the header of an unknown table in it.
  static boolean isImplied(Setting account) {
    return !account.settings().isEmpty()
        && account.settings().values().stream()
            .allMatch(
                inner -> inner.value() instanceof Value.Table && !ACCOUNT.contains(name(inner)));
  }

  private static String meantAtTop(Setting setting) {
    String name = name(setting);
    if (ACCOUNT.contains(name)) {
      return "it belongs to an account, or to [defaults]";
    }
    return nearest(name, TOP)
        .or(() -> bareAccount(setting))
        .orElse("known are " + WordList.of(TOP, " and "));
  }

  private static Optional<String> bareAccount(Setting setting) {
    return setting.value() instanceof Value.Table
        ? Optional.of("an account is written [accounts." + TomlText.key(name(setting)) + "]")
        : Optional.empty();
  }

  private static Optional<String> nearest(String name, List<String> known) {
    return Nearest.to(name, known).map(near -> "did you mean " + near + "?");
  }

  private static String name(Setting setting) {
    return setting.path().getLast();
  }
}
