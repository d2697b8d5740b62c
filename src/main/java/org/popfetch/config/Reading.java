package org.popfetch.config;

/// Makes a value of what stands in the file.
@FunctionalInterface
interface Reading<T> {
  /// The setting's value.
  ///
  /// @throws Unfit with everything that is wrong with the setting
  T read(Setting setting, Surroundings around) throws Unfit;
}
