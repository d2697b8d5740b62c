package org.popfetch.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.config.Setting.Value;

/// Reads a configuration: all of it, whatever is wrong with some of it.
///
/// Which problem stops what: a file that is no TOML stops everything. A problem in an account's
/// table, or in a default that it inherits, leaves that account out. One in `[defaults]` that
/// nobody can override (an unknown key) and an unusable `state-dir` leave out all accounts: without
/// its state an account would fetch everything again.
public final class ConfigReader {
  private final ConfigFile file;
  private final Surroundings around;
  private final Map<String, Setting> top;
  private final Set<Problem> problems = new TreeSet<>();

  /// Loads the parser.
  public static void prepare() {
    TomlSource.prepare();
  }

  /// Those that speak against every account.
  private final Set<Problem> common = new TreeSet<>();

  private ConfigReader(ConfigFile file, Surroundings around, Map<String, Setting> top) {
    this.file = file;
    this.around = around;
    this.top = top;
  }

  /// The accounts of the file, and every problem in it.
  public static Configuration read(ConfigFile file, Surroundings around) {
    try {
      return new ConfigReader(file, around, TomlSource.parse(file)).read();
    } catch (Unfit noToml) {
      var stateDir = usualStateDir(around);
      return new Configuration(
          file.shown(), false, stateDir, List.of(), List.of(), noToml.problems());
    }
  }

  /// The files that the accounts name and that cannot be read, by line. Not among the problems of
  /// [#read]: no account is left out for them.
  public static List<Problem> unreadableFiles(ConfigFile file, Surroundings around) {
    try {
      return new ConfigReader(file, around, TomlSource.parse(file)).unreadableFiles();
    } catch (Unfit noToml) {
      return List.of();
    }
  }

  private List<Problem> unreadableFiles() {
    Map<String, Setting> defaults = table(UnknownKeys.DEFAULTS);
    var found = new TreeSet<Problem>();
    for (Setting account : table(UnknownKeys.ACCOUNTS).values()) {
      // What else is wrong there is for read() to tell.
      var section = new Section(account.settings(), defaults, around, new TreeSet<>());
      found.addAll(NamedFiles.unreadable(section));
    }
    return List.copyOf(found);
  }

  private static Path usualStateDir(Surroundings around) {
    return around.base("XDG_STATE_HOME", ".local/state").resolve("popfetch");
  }

  private Configuration read() {
    problems.addAll(UnknownKeys.atTop(top));
    Path stateDir = stateDir();
    Map<String, Setting> defaults = table(UnknownKeys.DEFAULTS);
    checkDefaults(defaults);
    Optional<Problem> exposed = exposed(defaults);
    var good = new ArrayList<Account>();
    var leftOut = new ArrayList<String>();
    for (Setting table : accounts()) {
      var reader = new AccountReader(table, defaults, around, common);
      reader.read(exposed).ifPresentOrElse(good::add, () -> leftOut.add(table.path().getLast()));
      problems.addAll(reader.problems());
    }
    problems.addAll(common);
    exposed.ifPresent(problems::add);
    return new Configuration(file.shown(), true, stateDir, good, leftOut, List.copyOf(problems));
  }

  private Path stateDir() {
    if (UnknownKeys.hideStateDir(top)) {
      common.addAll(UnknownKeys.atTop(top));
    }
    return new Section(top, Map.of(), around, common)
        .get(Keys.STATE_DIR)
        .orElseGet(() -> usualStateDir(around));
  }

  /// A table at the top of the file; empty when there is none.
  private Map<String, Setting> table(String name) {
    @Nullable Setting setting = top.get(name);
    if (setting == null) {
      return Map.of();
    }
    if (!(setting.value() instanceof Value.Table)) {
      common.add(setting.misplaced("is a table: [" + name + "]"));
    }
    return setting.settings();
  }

  /// Reads all of `[defaults]`, also what every account overrides.
  private void checkDefaults(Map<String, Setting> defaults) {
    common.addAll(UnknownKeys.inAccount(defaults));
    var section = new Section(defaults, Map.of(), around, problems);
    Keys.ACCOUNT.forEach(section::get);
    var _ = PasswordChoice.of(section);
    var _ = LineReader.route(section);
  }

  private Collection<Setting> accounts() {
    Map<String, Setting> accounts = table(UnknownKeys.ACCOUNTS);
    if (accounts.isEmpty() && common.isEmpty()) {
      Place place =
          Optional.ofNullable(top.get(UnknownKeys.ACCOUNTS))
              .map(Setting::keyPlace)
              .orElse(new Place(file.shown(), 1, 1));
      String message = "there is none; write [accounts.NAME] with host, user and deliver";
      problems.add(new Problem(place, UnknownKeys.ACCOUNTS, message));
    }
    return accounts.values();
  }

  /// A password, or a client's secret, in a file that others may read.
  private Optional<Problem> exposed(Map<String, Setting> defaults) {
    var accounts = Optional.ofNullable(top.get(UnknownKeys.ACCOUNTS)).map(Setting::settings);
    Stream<Setting> secrets =
        Stream.concat(
                Stream.of(defaults),
                accounts.stream().flatMap(all -> all.values().stream()).map(Setting::settings))
            .flatMap(ConfigReader::secrets);
    return file.mode()
        .flatMap(mode ->
            secrets
                .min(Comparator.comparing(Setting::keyPlace))
                .map(secret -> new Problem(secret.keyPlace(), "", exposed(mode, secret))));
  }

  private static Stream<Setting> secrets(Map<String, Setting> settings) {
    return Stream.concat(
        Stream.ofNullable(settings.get(Keys.PASSWORD.name())),
        Stream.concat(
            Stream.ofNullable(settings.get(LineKeys.PROXY.name()))
                .filter(one -> ProxySyntax.holdsPassword(one)),
            Stream.ofNullable(settings.get(Keys.OAUTH2.name()))
                .flatMap(
                    table -> Stream.ofNullable(table.settings().get(OAuthTable.CLIENT_SECRET)))));
  }

  private String exposed(String mode, Setting secret) {
    boolean clients = secret.path().getLast().equals(OAuthTable.CLIENT_SECRET);
    return "readable by others ("
        + mode
        + ") and holds a "
        + (clients ? "client's secret" : "password")
        + " → chmod 600 "
        + file.shown();
  }
}
