package org.popfetch.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The settings of one account over the common ones, the preset of a provider under the table that
/// names it; and where their problems go.
///
/// @param own what stands in the account's table
/// @param defaults what stands in `[defaults]`
/// @param problems grows with each problem that is met; a bad default that several accounts inherit
///   is the same problem and thus reported once
record Section(
    Map<String, Setting> own,
    Map<String, Setting> defaults,
    Surroundings around,
    Set<Problem> problems) {
  private static final Map<String, Setting> NOTHING = Map.of();

  /// The setting that holds: the account's own, that of the provider it names, the common one, and
  /// that of a common provider.
  Optional<Setting> find(Key<?> key) {
    if (key.equals(Keys.PROVIDER) && !own.containsKey(key.name()) && !inheritsProvider()) {
      return Optional.empty();
    }
    return Stream.of(own, preset(own), defaults, inheritsProvider() ? preset(defaults) : NOTHING)
        .flatMap(settings -> Stream.ofNullable(settings.get(key.name())))
        .findFirst();
  }

  /// Whether what holds is a provider's, and nobody wrote it.
  boolean isPreset(Key<?> key) {
    return find(key)
        .filter(found ->
            Stream.of(own, defaults).noneMatch(table -> found.equals(table.get(key.name()))))
        .isPresent();
  }

  /// An account with a host of its own has nothing to do with a common provider.
  private boolean inheritsProvider() {
    return !own.containsKey(Keys.PROVIDER.name()) && !own.containsKey(Keys.HOST.name());
  }

  /// A provider's port is the one for its own choice of TLS.
  private Map<String, Setting> preset(Map<String, Setting> table) {
    if (!table.containsKey(Keys.PROVIDER.name())) {
      return NOTHING;
    }
    var preset = new HashMap<>(Preset.of(table));
    if (own.containsKey(Keys.TLS.name()) || table.containsKey(Keys.TLS.name())) {
      preset.remove(Keys.PORT.name());
    }
    return preset;
  }

  /// Its value; nothing when there is none, or a bad one.
  <T> Optional<T> get(Key<T> key) {
    return find(key).flatMap(setting -> read(key.reading(), setting));
  }

  /// The value of one setting; nothing when it is bad.
  <T> Optional<T> read(Reading<T> reading, Setting setting) {
    try {
      return Optional.of(reading.read(setting, around));
    } catch (Unfit e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
