package org.popfetch.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Provider;
import org.popfetch.config.Setting.Value;

/// Which of the password keys holds. An account has one source at most; its own replaces a common
/// one whatever sort that is.
final class PasswordChoice {
  private static final Map<String, Reading<PasswordSource>> SOURCES =
      Map.of(
          Keys.PASSWORD.name(), Keys.PASSWORD.reading(),
          Keys.PASSWORD_COMMAND.name(), Keys.PASSWORD_COMMAND.reading(),
          Keys.PASSWORD_FILE.name(), Keys.PASSWORD_FILE.reading(),
          Keys.OAUTH2.name(), Keys.OAUTH2.reading(),
          Keys.PASSWORD_CREDENTIAL.name(), Keys.PASSWORD_CREDENTIAL.reading(),
          Keys.KEYRING.name(), flag(new PasswordSource.Keyring()),
          Keys.NETRC.name(), flag(new PasswordSource.Netrc()));

  private PasswordChoice() {}

  /// The account's source; the terminal when there is none, or a bad one.
  static PasswordSource of(Section section) {
    List<Setting> own = sources(section.own());
    List<Setting> chosen = own.isEmpty() ? sources(inherited(section)) : own;
    chosen.stream()
        .skip(1)
        .map(other -> other.misplaced(name(chosen.getFirst()) + " is set too; one has to go"))
        .forEach(section.problems()::add);
    return chosen.stream()
        .flatMap(setting -> section.read(reading(setting, section), setting).stream())
        .toList()
        .stream()
        .findFirst()
        .orElse(new PasswordSource.Ask());
  }

  private static Map<String, Setting> inherited(Section section) {
    var inherited = new LinkedHashMap<>(section.defaults());
    inherited.keySet().removeAll(section.own().keySet());
    return inherited;
  }

  /// In the file's order; `netrc = false` and `keyring = false` are none.
  private static List<Setting> sources(Map<String, Setting> settings) {
    return settings.values().stream()
        .filter(setting -> SOURCES.containsKey(name(setting)))
        .filter(setting -> !setting.value().equals(new Value.Flag(false)))
        .toList();
  }

  private static Reading<PasswordSource> reading(Setting setting, Section section) {
    Optional<String> host = section.get(Keys.HOST);
    if (name(setting).equals(Keys.OAUTH2.name()) && host.isPresent()) {
      var usual = Providers.tokens(host.get()).map(Provider.Tokens::from);
      return (table, around) -> OAuthTable.read(table, around, usual);
    }
    return Objects.requireNonNull(SOURCES.get(name(setting)));
  }

  private static String name(Setting setting) {
    return setting.path().getLast();
  }

  /// The source that a key names by being true.
  private static Reading<PasswordSource> flag(PasswordSource source) {
    return (setting, around) -> {
      Values.flag(setting, around);
      return source;
    };
  }
}
