package org.popfetch.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The settings of one account over the common ones; and where their problems go.
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
  /// The setting that holds, the account's own before the common one.
  Optional<Setting> find(Key<?> key) {
    return Stream.of(own, defaults)
        .flatMap(settings -> Stream.ofNullable(settings.get(key.name())))
        .findFirst();
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
